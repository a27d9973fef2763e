import type { Log } from '../../foundation/log.ts';

/** A confidential OAuth client. */
export interface OAuthClient {
  readonly clientId: string;
  /** Base64url characters, so that it survives a Basic header in which it was not form-encoded. */
  readonly clientSecret: string;
  /** What people are shown. */
  readonly name: string;
  /** Compared character by character. */
  readonly redirectUris: readonly string[];
  /** `client_secret_basic` unless told. */
  readonly tokenEndpointAuthMethod?: 'client_secret_basic' | 'client_secret_post';
}

export interface ProtectedResource {
  /** The `aud` of its access tokens. */
  readonly audience: string;
  readonly scopes: readonly {
    readonly name: string;
    /** What the scope lets a client do, in words for the consent page. */
    readonly description: string;
  }[];
}

export interface AuthorizationServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly clients: readonly OAuthClient[];
  readonly resource: ProtectedResource;
  /** Seconds; 300 unless told. */
  readonly accessTokenLifetime?: number;
  /** Clock of the pause after wrong passwords; the provider itself reads the system's. */
  readonly now?: () => Date;
  readonly log: Log;
}
