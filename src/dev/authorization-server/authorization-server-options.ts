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
  /** Compared exactly, character by character. Only a client with redirect URIs can sign people in. */
  readonly redirectUris: readonly string[];
  /** `client_secret_basic` if absent. */
  readonly tokenEndpointAuthMethod?: 'client_secret_basic' | 'client_secret_post';
  /** Audiences of the resources that it may request tokens for, its default first; the first resource if absent. */
  readonly resources?: readonly string[];
  /** What it is as an application; only a client with this member may use the client credentials grant. */
  readonly application?: Application;
}

/** An application that acts without a person, like a service principal of Microsoft Entra ID. */
export interface Application {
  /** The `tid` claim of its tokens. */
  readonly tenantId: string;
  /** Application roles that it was granted, the `roles` claim; without roles, its tokens allow nothing. */
  readonly roles: readonly string[];
}

export interface ProtectedResource {
  /** The `aud` claim of its access tokens, and the `resource` parameter that selects it (RFC 8707). */
  readonly audience: string;
  /** JWTs according to RFC 9068, or opaque tokens, which only introspection tells something about (RFC 7662). */
  readonly accessTokenFormat: 'jwt' | 'opaque';
  readonly scopes: readonly {
    readonly name: string;
    /** Description of what the scope allows, for the consent page. */
    readonly description: string;
  }[];
  /** Roles that applications can be granted. */
  readonly roles?: readonly string[];
  /** Client id of the resource server, the only client that may introspect its opaque tokens. */
  readonly introspectedBy?: string;
}

/**
 * An app with single sign-on: the Teams client gets tokens for its application ID URI, and the app's own client
 * exchanges them for tokens of the protected resource (on-behalf-of flow).
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export interface SingleSignOnApp {
  /** `webApplicationInfo.resource` of the app package: the audience of the tokens for the Teams client. */
  readonly resource: string;
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
  /** All resources that there are tokens for. */
  readonly resources: readonly ProtectedResource[];
  readonly singleSignOn?: SingleSignOnApp | undefined;
  /** Lifetime in seconds; 300 if absent. */
  readonly accessTokenLifetime?: number | undefined;
  /** Clock for the delay after wrong passwords; the provider itself uses the system clock. */
  readonly now?: () => Date;
  readonly log: Log;
}
