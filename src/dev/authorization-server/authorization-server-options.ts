import type { Log } from '../../foundation/log.ts';

/** Descriptions of the OpenID Connect scopes that a client may request in addition to those of the resource. */
export const openIdScopes: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  offline_access: 'Stay connected while you are away',
};

/** A confidential OAuth client. */
export interface OAuthClient {
  readonly clientId: string;
  /** Base64url characters, so that it works in a Basic header without form encoding. */
  readonly clientSecret: string;
  /** Display name. */
  readonly name: string;
  /** Compared exactly, character by character. */
  readonly redirectUris: readonly string[];
  /** `client_secret_basic` if absent. */
  readonly tokenEndpointAuthMethod?: 'client_secret_basic' | 'client_secret_post';
}

export interface ProtectedResource {
  /** The `aud` claim of its access tokens. */
  readonly audience: string;
  readonly scopes: readonly {
    readonly name: string;
    /** Description of what the scope allows, for the consent page. */
    readonly description: string;
  }[];
}

export interface AuthorizationServerOptions {
  /** 0 selects a free port. */
  readonly port: number;
  readonly clients: readonly OAuthClient[];
  readonly resource: ProtectedResource;
  /** Lifetime in seconds; 300 if absent. */
  readonly accessTokenLifetime?: number | undefined;
  /** Clock for the delay after wrong passwords; the provider itself uses the system clock. */
  readonly now?: () => Date;
  readonly log: Log;
}
