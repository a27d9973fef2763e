/** A small real issuer of access tokens on loopback; tests can override every part of it. */
import { createPublicKey, generateKeyPair, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type {
  AuthorizationProfile,
  AuthorizationSettings,
} from '../../src/authorization/callers/authorization-settings.ts';

export const contoso = '11111111-1111-4111-8111-111111111111';
export const fabrikam = '22222222-2222-4222-8222-222222222222';
export const karin = '33333333-3333-4333-8333-333333333333';

/** The API's client id at Microsoft Entra ID, in tests. */
export const entraAudience = '44444444-4444-4444-8444-444444444444';
const repairsAudience = 'api://repairs';
const clientId = '55555555-5555-4555-8555-555555555555';

/** Header and claims before signing; `undefined` members are omitted. */
export interface TokenShape {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface TokenOverrides {
  /** `rfc9068` by default. */
  readonly profile?: AuthorizationProfile;
  /** When the token is issued; the current time by default. */
  readonly now?: Date;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** The public key as published in the key set. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

/** How the issuer answers a key set request: correctly, late, or with a fault. */
export type KeySetBehaviour = 'ok' | 'error' | 'hang' | 'stall' | 'garbage' | 'redirect' | 'huge' | { delay: number };

export interface TestIssuer {
  /** Origin, and the `iss` of RFC 9068 tokens. */
  readonly url: string;
  readonly jwksUri: string;
  /** The current signing key. */
  readonly key: SigningKey;
  /** The number of key set requests. */
  readonly fetches: number;
  settings(profile?: AuthorizationProfile): AuthorizationSettings;
  /** Signs with a new key from now on; the key set contains it and, with `keep`, the earlier keys. */
  rotate(options?: { keep?: boolean }): Promise<void>;
  /** Publishes exactly these keys instead of the issuer's own. */
  publish(keys: readonly unknown[]): void;
  behave(behaviour: KeySetBehaviour): void;
  /** A valid access token, with overrides. */
  accessToken(overrides?: TokenOverrides): string;
  close(): Promise<void>;
}

const generate = promisify(generateKeyPair);

/** Creates a key pair for an issuer, with a random kid. */
export async function createSigningKey(modulusLength = 2048): Promise<SigningKey> {
  const { privateKey } = await generate('rsa', { modulusLength });
  const kid = randomUUID();
  const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
  return { kid, privateKey, jwk };
}

/** Header and claims of a valid access token for Karin Blair of Contoso with both scopes, with overrides. */
export function anAccessToken(issuer: TestIssuer, overrides: TokenOverrides = {}): TokenShape {
  const { profile = 'rfc9068', now = new Date() } = overrides;
  const iat = Math.floor(now.getTime() / 1000);
  const times = { iat, nbf: iat, exp: iat + 3600 };
  const who = { tid: contoso, sub: karin, name: 'Karin Blair' };
  const header = { alg: 'RS256', typ: profile === 'rfc9068' ? 'at+jwt' : 'JWT', kid: issuer.key.kid };
  const scope = 'repairs_read repairs_write';
  const claims =
    profile === 'rfc9068'
      ? { iss: issuer.url, aud: repairsAudience, client_id: 'teams', jti: randomUUID(), scope, ...who, ...times }
      : {
          iss: `${issuer.url}/${contoso}/v2.0`,
          aud: entraAudience,
          azp: clientId,
          oid: karin,
          scp: scope,
          ver: '2.0',
          ...who,
          sub: 'pairwise-subject-of-karin',
          ...times,
        };
  return { header: { ...header, ...overrides.header }, claims: { ...claims, ...overrides.claims } };
}

/** Encodes text, or a value as JSON, in base64url. */
export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** Signs header and claims with RS256, regardless of the header; strings are used as raw JSON text. */
export function signToken(header: unknown, claims: unknown, privateKey: KeyObject): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** Starts an issuer on a free port. */
export async function startIssuer(): Promise<TestIssuer> {
  let key = await createSigningKey();
  let published: readonly unknown[] = [key.jwk];
  let behaviour: KeySetBehaviour = 'ok';
  let fetches = 0;

  const server = createServer((request, response) => {
    const path = request.url;
    if (path === '/elsewhere') {
      sendKeySet(response, published);
    } else if (path !== '/jwks') {
      response.writeHead(404).end();
    } else {
      fetches += 1;
      answer(response, behaviour, published);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const issuer: TestIssuer = {
    url,
    jwksUri: `${url}/jwks`,
    get key() {
      return key;
    },
    get fetches() {
      return fetches;
    },
    settings: (profile = 'rfc9068') => ({
      callers: ['person'],
      profile,
      issuer: profile === 'rfc9068' ? url : `${url}/{tenantid}/v2.0`,
      audience: profile === 'rfc9068' ? repairsAudience : entraAudience,
      jwksUri: `${url}/jwks`,
      allowedTenants: [contoso],
    }),
    rotate: async ({ keep = false } = {}) => {
      key = await createSigningKey();
      published = keep ? [...published, key.jwk] : [key.jwk];
    },
    publish: (keys) => {
      published = keys;
    },
    behave: (next) => {
      behaviour = next;
    },
    accessToken: (overrides) => {
      const { header, claims } = anAccessToken(issuer, overrides);
      return signToken(header, claims, key.privateKey);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return issuer;
}

function answer(response: ServerResponse, behaviour: KeySetBehaviour, keys: readonly unknown[]): void {
  const type = { 'Content-Type': 'application/json' };
  if (typeof behaviour === 'object') {
    setTimeout(() => sendKeySet(response, keys), behaviour.delay).unref();
  } else if (behaviour === 'ok') {
    sendKeySet(response, keys);
  } else if (behaviour === 'error') {
    response.writeHead(500, type).end(JSON.stringify({ keys }));
  } else if (behaviour === 'redirect') {
    response.writeHead(302, { Location: '/elsewhere' }).end();
  } else if (behaviour === 'garbage') {
    response.writeHead(200, type).end('<html>{"keys":');
  } else if (behaviour === 'huge') {
    response.writeHead(200, type).end(JSON.stringify({ keys, padding: 'x'.repeat(2_000_000) }));
  } else if (behaviour === 'stall') {
    response.writeHead(200, type).write('{"keys":[');
  }
  // 'hang': no answer at all.
}

function sendKeySet(response: ServerResponse, keys: readonly unknown[]): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys }));
}
