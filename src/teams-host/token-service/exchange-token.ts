import { InvalidRequest } from '../../foundation/errors.ts';
import { textMember } from '../../foundation/json-value.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { Flow } from '../flow/flow.ts';
import { exchangeOnBehalf } from '../oauth-client/oauth-client.ts';
import { OAuthFault } from '../oauth-client/oauth-fault.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import { createExchangeVerifier, type VerifierOptions } from '../single-sign-on/verify-exchangeable-token.ts';
import type { SingleSignOnRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Person } from '../wire/person.ts';
import { type Connection, toTokenOwner } from './connections.ts';

/**
 * Exchanges a token that Teams got for the application ID URI of a connection for one with the scope of the connection,
 * and keeps that for the person.
 * @param body `{ token }`; the token service's other form, `{ uri }`, is not supported.
 * @throws InvalidRequest if the connection has no single sign-on, or a token is refused. The flow has the reason.
 */
export type ExchangeToken = (user: Person, connection: Connection, body: unknown, flow: Flow) => Promise<OAuthTokens>;

export interface ExchangeTokenOptions extends VerifierOptions {
  /** Vault of the registrations that were created for connections. */
  readonly vault: Vault;
  readonly registrations: readonly SingleSignOnRegistration[];
}

/** Timeout for a request to the authorization server, in milliseconds. */
const timeoutMs = 10_000;

export function createExchangeToken({ vault, registrations, ...options }: ExchangeTokenOptions): ExchangeToken {
  const verifiers = new Map(
    registrations.map((registration) => [registration.resource, createExchangeVerifier(registration, options)]),
  );
  return async (user, { name, registrationId, tokenExchangeUrl }, body, flow) => {
    const verify = verifiers.get(tokenExchangeUrl ?? '');
    const registration = vault.registration(registrationId);
    if (verify === undefined || registration?.kind !== 'oauth') {
      throw new InvalidRequest(
        `The connection “${name}” has no "tokenExchangeUrl" in the registrations file, so it exchanges no tokens.`,
      );
    }
    const token = textMember(body, 'token');
    if (token === undefined || token === '') {
      throw new InvalidRequest('Send the token of Teams as "token": this host exchanges no URIs.', { field: 'token' });
    }
    try {
      await verify(token, user);
      const tokens = await exchangeOnBehalf(registration, token, flow, { ...options, timeoutMs });
      await vault.keep(toTokenOwner(user), registrationId, tokens);
      return tokens;
    } catch (cause) {
      if (cause instanceof TokenRefused) {
        throw new InvalidRequest(`The token cannot be exchanged: ${cause.message}.`, { field: 'token', cause });
      }
      if (cause instanceof OAuthFault) {
        throw new InvalidRequest(`${cause.why} ${cause.remedy}`, { field: 'token', cause });
      }
      throw cause;
    }
  };
}
