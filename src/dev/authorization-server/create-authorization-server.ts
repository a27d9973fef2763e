import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { type JWKS, Provider } from 'oidc-provider';
import { toListenFault } from '../../foundation/to-listen-fault.ts';
import { createConnections, defaultConnectionLimits } from '../../server/connections.ts';
import type { AuthorizationServerOptions } from './authorization-server-options.ts';
import { addClientSecrets, createClientSecrets, type RotateSecretOptions } from './client-secrets.ts';
import { addOnBehalfOf } from './exchange-on-behalf.ts';
import { createInteractions } from './interactions.ts';
import { addClientCredentials } from './issue-to-application.ts';
import { logProviderEvents } from './log-provider-events.ts';
import { createConsents } from './people/consents.ts';
import { createSignInAttempts } from './people/sign-in-attempts.ts';
import { introspectionPath, toProviderConfiguration } from './provider-configuration.ts';
import { createResourceAccess } from './resource-access.ts';
import { servePages } from './serve-pages.ts';

export interface RunningAuthorizationServer {
  readonly issuer: string;
  readonly endpoints: {
    readonly authorization: string;
    readonly token: string;
    readonly revocation: string;
    /** Answers 404 if no resource is introspected. */
    readonly introspection: string;
    readonly endSession: string;
    readonly jwks: string;
  };
}

export interface AuthorizationServer {
  /** @throws StartupFault if it cannot listen on the port. */
  listen(): Promise<RunningAuthorizationServer>;
  /**
   * Replaces the secret of a client while the server runs. Grants and tokens stay valid.
   * @throws Error for an unknown client.
   */
  rotateSecret(clientId: string, secret: string, options?: RotateSecretOptions): void;
  close(): Promise<void>;
}

/** The issuer uses plain http, so the server listens on loopback only. */
const host = '127.0.0.1';

/**
 * Creates an OAuth 2.0 authorization server for local use: authorization code flow with PKCE (S256) and rotating refresh
 * tokens for people, client credentials for applications, and for each resource either RFC 9068 access tokens or opaque
 * ones, which its resource server introspects (RFC 7662, and RFC 9701 if asked for a signed answer). It generates its
 * keys on `listen` and stores everything in memory, so a restart invalidates all codes and tokens.
 */
export function createAuthorizationServer(options: AuthorizationServerOptions): AuthorizationServer {
  const { port, clients, resources, singleSignOn, log, accessTokenLifetime = 300, now = () => new Date() } = options;
  const access = createResourceAccess({ resources, clients, accessTokenLifetime });
  const secrets = createClientSecrets(clients);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 });
  const connections = createConnections(server, { name: 'authorization server', limits: defaultConnectionLimits, log });

  return {
    async listen() {
      const { jwks, publicKey } = await createSigningKeys();
      // The issuer contains the port, which the operating system may select.
      const issuer = `http://${host}:${await bind(server, port)}`;
      const consents = createConsents();
      const provider = new Provider(
        issuer,
        toProviderConfiguration({ clients, access, singleSignOn, accessTokenLifetime, jwks, consents }),
      );
      addClientSecrets(provider, secrets);
      if (clients.some(({ application }) => application !== undefined)) {
        addClientCredentials(provider, access);
      }
      if (singleSignOn !== undefined) {
        addOnBehalfOf(provider, { access, app: singleSignOn, consents, publicKey });
      }
      logProviderEvents(provider, log);
      const attempts = createSignInAttempts(now);
      servePages(provider, createInteractions({ provider, access, singleSignOn, consents, attempts }), log);
      const handle = provider.callback();
      server.on('request', async (request, response) => {
        if (connections.enter(request, response)) {
          await connections.turn(request, response);
          await handle(request, response);
        }
      });
      return {
        issuer,
        endpoints: {
          authorization: provider.urlFor('authorization'),
          token: provider.urlFor('token'),
          revocation: provider.urlFor('revocation'),
          introspection: issuer + introspectionPath,
          endSession: provider.urlFor('end_session'),
          jwks: provider.urlFor('jwks'),
        },
      };
    },
    rotateSecret: secrets.rotate,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined || !server.listening ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function createSigningKeys(): Promise<{ readonly jwks: JWKS; readonly publicKey: CryptoKey }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  // jose declares every member of a key as optional.
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' } as JWKS['keys'][number];
  return { jwks: { keys: [key] }, publicKey };
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(toListenFault(cause, { host, port, portSetting: 'AUTHORIZATION_SERVER_PORT' }));
    });
    // A server that listens on a port has an address of this type.
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}
