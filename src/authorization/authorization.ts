import { Unavailable } from '../errors.ts';
import type { Log } from '../log.ts';
import type { AuthorizationSettings } from './authorization-settings.ts';
import type { Principal, Scope } from './principal.ts';

export interface Authorization {
  /**
   * Tells who calls, from the access token alone.
   * @param header value of the Authorization header, if any.
   * @param scope what the caller must have been granted.
   * @throws AuthorizationError 400, 401 or 403 with its challenge.
   * @throws Unavailable where the issuer's keys cannot be had, with `Retry-After`.
   */
  authorize(header: string | undefined, scope: Scope): Promise<Principal>;
  /** Fetches the key set once so that the first request does not wait; a failure is logged, not thrown. */
  warmUp(): Promise<void>;
  /** Resolves when keys are at hand. @throws Unavailable otherwise. */
  ready(): Promise<void>;
}

export interface AuthorizationOptions {
  readonly settings: AuthorizationSettings;
  /** Address of the protected resource metadata, named in every challenge. */
  readonly resourceMetadataUrl: string;
  readonly realm?: string;
  readonly now: () => Date;
  readonly log: Log;
  readonly fetch?: typeof fetch;
}

/** The resource server's side of OAuth: access token in, principal out. */
export function createAuthorization(_options: AuthorizationOptions): Authorization {
  const unavailable = () => new Unavailable('Access tokens cannot be verified at the moment.');
  return {
    authorize: async () => {
      throw unavailable();
    },
    warmUp: async () => {},
    ready: async () => {
      throw unavailable();
    },
  };
}
