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

/**
 * An app with single sign-on: the Teams client gets tokens for its application ID URI, and the app's own client
 * exchanges them for tokens of the protected resource (on-behalf-of flow).
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export interface SingleSignOnApp {
  /** `webApplicationInfo.resource` of the app package: the `aud` claim of the tokens for the Teams client. */
  readonly resource: string;
  /** The only client that may request tokens for `resource`. */
  readonly teamsClientId: string;
  /** The only client that may exchange these tokens. */
  readonly appClientId: string;
  /** Scopes of the protected resource that people allow the app along with the Teams client, in one consent. */
  readonly scopes: readonly string[];
}

export interface AuthorizationServerOptions {
  /** 0 selects a free port. */
  readonly port: number;
  readonly clients: readonly OAuthClient[];
  readonly resource: ProtectedResource;
  readonly singleSignOn?: SingleSignOnApp | undefined;
  /** Lifetime in seconds; 300 if absent. */
  readonly accessTokenLifetime?: number | undefined;
  /** Clock for the delay after wrong passwords; the provider itself uses the system clock. */
  readonly now?: () => Date;
  readonly log: Log;
}
