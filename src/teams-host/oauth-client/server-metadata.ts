import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import type { Flow } from '../flow/flow.ts';
import type { Hop } from '../wire/hop.ts';
import { type OAuthClientOptions, toClientAuth } from './oauth-client.ts';
import type { OAuthClientRegistration } from './oauth-client-registration.ts';
import { toOAuthFault } from './oauth-fault.ts';
import { createOAuthFetch } from './oauth-fetch.ts';

export interface MetadataSource {
  /**
   * Finds the metadata of a registration's authorization server (RFC 8414, OpenID Connect Discovery). Caches the result
   * for ten minutes and adds at most one hop.
   * @returns undefined if there is no metadata, or if it has other endpoints than the registration.
   * @throws OAuthFault of kind `unreachable`; the hop has the reason.
   */
  find(registration: OAuthClientRegistration, flow: Flow): Promise<ServerMetadata | undefined>;

  /**
   * Like `find`, but returns undefined if the server cannot be reached, so that the action continues without metadata.
   */
  findIfReachable(registration: OAuthClientRegistration, flow: Flow): Promise<ServerMetadata | undefined>;
}

const cacheMs = 10 * 60_000;
const maxFolders = 4;
const maxProbeMs = 3000;

/**
 * Creates the source. It probes every parent path of the authorization endpoint, the origin first: a registration has
 * no issuer.
 */
export function createMetadataSource({ fetch, now, timeoutMs }: OAuthClientOptions): MetadataSource {
  const cache = new Map<string, { readonly metadata: ServerMetadata | undefined; readonly until: number }>();

  async function probe(registration: OAuthClientRegistration, issuer: URL, algorithm: 'oidc' | 'oauth2', flow: Flow) {
    const judge = () => ({ note: 'Looks for the metadata of the authorization server.' });
    const configuration = await discovery(issuer, registration.clientId, undefined, toClientAuth(registration), {
      algorithm,
      timeout: Math.min(timeoutMs, maxProbeMs) / 1000,
      execute: issuer.protocol === 'http:' ? [allowInsecureRequests] : [],
      [customFetch]: createOAuthFetch({ fetch, flow, endpoint: 'metadata address', judge }),
    });
    const metadata = configuration.serverMetadata();
    return isOf(registration, metadata) ? metadata : undefined;
  }

  async function search(registration: OAuthClientRegistration, flow: Flow) {
    const hops: Hop[] = [];
    for (const issuer of toIssuers(registration.authorizationEndpoint)) {
      for (const algorithm of ['oidc', 'oauth2'] as const) {
        try {
          const metadata = await probe(registration, issuer, algorithm, { add: (hop) => hops.push(hop) });
          if (metadata !== undefined) {
            flow.add(withoutFailure(hops.at(-1), 'The metadata of the authorization server.'));
            return metadata;
          }
        } catch (thrown) {
          const fault = toOAuthFault(thrown);
          if (fault?.kind === 'unreachable') {
            hops.slice(-1).forEach((hop) => {
              flow.add(hop);
            });
            throw fault;
          }
        }
      }
    }
    flow.add(
      withoutFailure(
        hops[0],
        `No matching metadata here or at ${hops.length - 1} more addresses; the sign-in continues without it.`,
      ),
    );
    return undefined;
  }

  async function find(registration: OAuthClientRegistration, flow: Flow): Promise<ServerMetadata | undefined> {
    const key = JSON.stringify([registration.authorizationEndpoint, registration.tokenEndpoint]);
    const found = cache.get(key);
    if (found !== undefined && now().getTime() < found.until) {
      return found.metadata;
    }
    const metadata = await search(registration, flow);
    cache.set(key, { metadata, until: now().getTime() + cacheMs });
    return metadata;
  }

  return {
    find,
    async findIfReachable(registration, flow) {
      const quiet: Flow = {
        add: (hop) => flow.add(withoutFailure(hop, hop.note ?? 'The sign-in continues without metadata.')),
      };
      return find(registration, quiet).catch((cause: unknown) => {
        if (toOAuthFault(cause) === undefined) {
          throw cause;
        }
        return undefined;
      });
    },
  };
}

function toIssuers(authorizationEndpoint: string): URL[] {
  const { origin, pathname } = new URL(authorizationEndpoint);
  const folders = pathname.split('/').slice(1, -1);
  return Array.from(
    { length: Math.min(folders.length, maxFolders) + 1 },
    (_, depth) => new URL(`/${folders.slice(0, depth).join('/')}`, origin),
  );
}

function isOf(registration: OAuthClientRegistration, metadata: ServerMetadata): boolean {
  return (
    isSameUrl(metadata.authorization_endpoint, registration.authorizationEndpoint) &&
    isSameUrl(metadata.token_endpoint, registration.tokenEndpoint)
  );
}

function isSameUrl(one: string | undefined, other: string): boolean {
  return one !== undefined && URL.canParse(one) && new URL(one).href === new URL(other).href;
}

/** Missing metadata does not fail the action. */
function withoutFailure(hop: Hop | undefined, note: string): Hop {
  const { failure, ...rest } = hop ?? {
    from: 'Teams host',
    to: 'Authorization server',
    request: 'GET metadata',
    ms: 0,
  };
  return { ...rest, note: failure === undefined ? note : `${note} ${failure.why}` };
}
