import type { Provider } from 'oidc-provider';
import { isSameSecret } from '../../local/is-same-secret.ts';
import type { OAuthClient } from './authorization-server-options.ts';

/** The secrets that the clients authenticate with. */
export interface ClientSecrets {
  /** Compares in constant time with all secrets of the client. */
  isValid(clientId: string, candidate: string): boolean;
  /**
   * Makes a new secret valid at once. The previous one becomes invalid, or stays valid until the next rotation with
   * `keepPrevious`; any older one becomes invalid.
   * @throws Error for an unknown client.
   */
  rotate(clientId: string, secret: string, options?: RotateSecretOptions): void;
}

export interface RotateSecretOptions {
  /** Whether the previous secret stays valid as well, as it does at Microsoft Entra ID until it is deleted. */
  readonly keepPrevious?: boolean;
}

/** Stores the secrets of the clients in memory, newest first. */
export function createClientSecrets(clients: readonly OAuthClient[]): ClientSecrets {
  const secrets = new Map(clients.map(({ clientId, clientSecret }) => [clientId, [clientSecret]]));
  return {
    isValid: (clientId, candidate) =>
      (secrets.get(clientId) ?? []).map((secret) => isSameSecret(secret, candidate)).includes(true),
    rotate(clientId, secret, { keepPrevious = false } = {}) {
      const known = secrets.get(clientId);
      if (known === undefined) {
        throw new Error(`There is no client ${clientId}.`);
      }
      secrets.set(clientId, [secret, ...known.slice(0, keepPrevious ? 1 : 0)]);
    },
  };
}

/** Adds the secrets to the provider, which by itself only knows the first secret of each client. */
export function addClientSecrets(provider: Provider, secrets: ClientSecrets): void {
  provider.Client.prototype.compareClientSecret = function compare(candidate) {
    return secrets.isValid(this.clientId, candidate);
  };
}
