import { randomBytes } from 'node:crypto';
import { buildAuthorizationUrl, calculatePKCECodeChallenge, type ServerMetadata } from 'openid-client';
import { NotFound } from '../../foundation/errors.ts';
import type { Flow } from '../flow/flow.ts';
import { toRedactedUrl } from '../flow/redacted-url.ts';
import { exchangeCode, type OAuthClientOptions, toConfiguration } from '../oauth-client/oauth-client.ts';
import { OAuthFault } from '../oauth-client/oauth-fault.ts';
import type { OAuthTokens } from '../oauth-client/oauth-tokens.ts';
import { createMetadataSource } from '../oauth-client/server-metadata.ts';
import { isOrganisationAllowed } from '../vault/is-allowed.ts';
import type { OAuthRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { Hop } from '../wire/hop.ts';
import type { Person } from '../wire/person.ts';
import {
  explainErrorResponse,
  explainIssuer,
  malformedResponse,
  noCode,
  type SignInFailure,
  stateFailures,
} from './explain-response.ts';
import { createPendingSignIns, type PendingSignIn } from './pending-sign-ins.ts';
import type { SignIn, SignInResult } from './sign-in.ts';
import { SignInRefused } from './sign-in-refused.ts';

export interface SignInOptions {
  readonly vault: Vault;
  /** Absolute URL, exactly as registered at the authorization server. */
  readonly redirectUri: string;
  readonly now: () => Date;
  readonly random?: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** Timeout for a request to the authorization server, in milliseconds; 10,000 if absent. */
  readonly timeoutMs?: number;
  /**
   * Stores the tokens of a completed sign-in instead of the vault.
   * @returns a verification code, which the person's client must present before a bot can use the tokens.
   */
  readonly keep?: (user: Person, registrationId: string, tokens: OAuthTokens) => string;
}

/**
 * Creates the sign-in of Teams: authorization code flow, PKCE if the registration enables it, no `prompt` or
 * `resource`.
 */
export function createSignIn(options: SignInOptions): SignIn {
  const { vault, redirectUri, now } = options;
  const random = options.random ?? randomBytes;
  const client: OAuthClientOptions = {
    fetch: options.fetch ?? globalThis.fetch,
    now,
    timeoutMs: options.timeoutMs ?? 10_000,
  };
  const pending = createPendingSignIns(now, random);
  const metadata = createMetadataSource(client);

  function oauthRegistration(id: string): OAuthRegistration {
    const registration = vault.registration(id);
    if (registration?.kind !== 'oauth') {
      throw new NotFound(
        'There is no OAuth registration with this id. Add it with “npm run vault”, or correct the id.',
      );
    }
    return registration;
  }

  return {
    async startSignIn(user, sessionId, registrationId, flow) {
      const registration = oauthRegistration(registrationId);
      const organisation = isOrganisationAllowed(registration, user);
      if (!organisation.allowed) {
        const { why: text, remedy } = organisation;
        throw new SignInRefused(403, 'restricted', { title: 'The sign-in cannot begin', text, remedy });
      }
      const verifier = registration.pkce ? Buffer.from(random(32)).toString('base64url') : undefined;
      const state = pending.open({ user, sessionId, registrationId, verifier });
      const url = await toAuthorizationUrl(registration, { redirectUri, state, verifier });
      flow.add({
        from: 'Person',
        to: 'Authorization server',
        request: `GET ${toRedactedUrl(url)}`,
        ms: 0,
        note: `The pop-up opens the authorization endpoint${registration.pkce ? ' with PKCE' : ', without PKCE'}.`,
      });
      return url;
    },

    isStarted: (sessionId, query) => pending.has(query.get('state') ?? '', sessionId),

    async finishSignIn(sessionId, query, flow) {
      const taken = takePending(sessionId, query);
      if ('failure' in taken) {
        flow.add(toReturnHop(redirectUri, query, taken.failure));
        return toResult(taken.failure);
      }
      const registration = oauthRegistration(taken.registrationId);
      const metadataHops: Hop[] = [];
      const server = await metadata.findIfReachable(registration, { add: (hop) => metadataHops.push(hop) });
      const failure = explainIssuer(query.get('iss'), server, registration) ?? explainQuery(query);
      flow.add(toReturnHop(redirectUri, query, failure));
      for (const hop of metadataHops) {
        flow.add(hop);
      }
      return failure === undefined ? exchange(taken, registration, query, server, flow) : toResult(failure);
    },
  };

  function takePending(sessionId: string, query: URLSearchParams): PendingSignIn | { readonly failure: SignInFailure } {
    const state = query.get('state');
    if (state === null || ['state', 'code', 'error', 'iss'].some((name) => query.getAll(name).length > 1)) {
      return { failure: malformedResponse };
    }
    const taken = pending.take(state, sessionId);
    return typeof taken === 'string' ? { failure: stateFailures[taken] } : taken;
  }

  async function exchange(
    { user, registrationId, verifier }: PendingSignIn,
    registration: OAuthRegistration,
    query: URLSearchParams,
    server: ServerMetadata | undefined,
    flow: Flow,
  ): Promise<SignInResult> {
    const callback = new URL(redirectUri);
    const state = query.get('state') ?? '';
    for (const name of ['code', 'state', 'iss']) {
      const value = query.get(name);
      if (value !== null) {
        callback.searchParams.set(name, value);
      }
    }
    try {
      const tokens = await exchangeCode({ registration, callback, state, verifier, metadata: server }, flow, client);
      if (options.keep !== undefined) {
        return { ok: true, registrationId, verificationCode: options.keep(user, registrationId, tokens) };
      }
      await vault.keep(user, registrationId, tokens);
      return { ok: true, registrationId };
    } catch (cause) {
      if (cause instanceof OAuthFault) {
        return toResult({ title: 'Sign-in failed', text: cause.why, remedy: cause.remedy });
      }
      throw cause;
    }
  }
}

function explainQuery(query: URLSearchParams): SignInFailure | undefined {
  const error = query.get('error');
  if (error !== null) {
    return explainErrorResponse(error, query.get('error_description'));
  }
  return query.get('code') ? undefined : noCode;
}

async function toAuthorizationUrl(
  registration: OAuthRegistration,
  { redirectUri, state, verifier }: { redirectUri: string; state: string; verifier: string | undefined },
): Promise<URL> {
  const { authorizationEndpoint, scope } = registration;
  const server = { issuer: new URL(authorizationEndpoint).origin, authorization_endpoint: authorizationEndpoint };
  const configuration = toConfiguration(registration, server);
  const parameters = new URLSearchParams({ redirect_uri: redirectUri, state });
  if (scope !== '') {
    parameters.set('scope', scope);
  }
  if (verifier !== undefined) {
    parameters.set('code_challenge', await calculatePKCECodeChallenge(verifier));
    parameters.set('code_challenge_method', 'S256');
  }
  return buildAuthorizationUrl(configuration, parameters);
}

/** Returns the hop of the redirect from the authorization server, with code and state redacted. */
function toReturnHop(redirectUri: string, query: URLSearchParams, failure: SignInFailure | undefined): Hop {
  const url = new URL(redirectUri);
  for (const name of ['code', 'state', 'error', 'iss']) {
    const value = query.get(name);
    if (value !== null) {
      url.searchParams.set(name, value.slice(0, 200));
    }
  }
  return {
    from: 'Person',
    to: 'Teams host',
    request: `GET ${toRedactedUrl(url)}`,
    ms: 0,
    note: 'The authorization server redirected the browser to this host.',
    failure: failure && { why: failure.text, remedy: failure.remedy },
  };
}

function toResult(failure: SignInFailure): SignInResult {
  return { ok: false, ...failure };
}
