import { AppError } from '../../foundation/errors.ts';
import type { Authorization } from '../app-package/manifest/manifest.ts';
import { toDisplayClaims } from '../flow/display-claims.ts';
import type { Flow } from '../flow/flow.ts';
import type { SingleSignOn } from '../single-sign-on/single-sign-on.ts';
import { isAllowed, type Refusal } from '../vault/is-allowed.ts';
import type { ApiRegistration } from '../vault/registration.ts';
import type { Vault } from '../vault/vault.ts';
import type { SignInAnswer } from '../wire/answers.ts';
import type { ApiUse } from './api-use.ts';
import type { Credential } from './credential.ts';
import { findTeamsToken } from './find-teams-token.ts';
import { toMessage } from './to-message.ts';

export interface CredentialSources {
  readonly vault: Vault;
  readonly singleSignOn: Pick<SingleSignOn, 'token'>;
}

/**
 * Finds the credential for a call. Checks in the order of Teams whether a registration exists, whether it is allowed
 * for the call, and whether there is a token.
 * @param url absolute URL of the call.
 */
export async function findCredential(
  { vault, singleSignOn }: CredentialSources,
  use: Omit<ApiUse, 'signal'>,
  url: string,
): Promise<Credential> {
  const { app, authorization, user, flow } = use;
  if (authorization.kind === 'none') {
    return { kind: 'none' };
  }
  if (authorization.kind === 'singleSignOn') {
    return findTeamsToken(singleSignOn, use);
  }
  const { registrationId } = authorization;
  const registration = vault.registration(registrationId);
  if (registration === undefined || registration.kind !== authorization.kind) {
    return refuse(flow, explainMissing(authorization, registration));
  }
  const permission = isAllowed(registration, { user, appId: app.manifest.id, url });
  if (!permission.allowed) {
    return refuse(flow, permission);
  }
  if (registration.kind === 'apiKey') {
    note(flow, `Uses the API key of the registration “${registration.name}”.`);
    const { apiKey: token, secondaryApiKey: secondaryKey } = registration;
    return { kind: 'token', token, secondaryKey, claims: undefined };
  }
  try {
    const token = await vault.accessToken(user, registrationId, flow);
    if (token === undefined) {
      note(flow, `There is no token of ${user.name} for “${registration.name}”: a sign-in is needed.`);
      return { kind: 'outcome', outcome: toSignIn(registration) };
    }
    note(flow, `There is a token of ${user.name} for “${registration.name}”.`);
    return { kind: 'token', token, claims: toDisplayClaims(token), registrationId };
  } catch (cause) {
    // The vault has already recorded the failed hop.
    if (!(cause instanceof AppError)) {
      throw cause;
    }
    const remedy = 'See the last hop of the flow, then try again.';
    return { kind: 'outcome', outcome: toMessage('Signing in is not possible right now', cause.message, remedy) };
  }
}

/** Creates the answer that requests a sign-in with a registration. */
export function toSignIn(registration: Pick<ApiRegistration, 'id' | 'name'>): SignInAnswer {
  return {
    type: 'signIn',
    title: `Sign in to ${registration.name}`,
    url: `/sign-in/${encodeURIComponent(registration.id)}`,
  };
}

function explainMissing(
  authorization: Authorization & { registrationId: string },
  registration: ApiRegistration | undefined,
): Refusal {
  const kind = authorization.kind === 'oauth' ? 'OAuth client' : 'API key';
  return registration === undefined
    ? {
        rule: 'id',
        why: `There is no registration with the id ${JSON.stringify(authorization.registrationId)}.`,
        remedy: `Register the ${kind} under this id, or correct the id in the manifest.`,
      }
    : {
        rule: 'id',
        why: `The registration “${registration.name}” is not an ${kind}.`,
        remedy: 'Correct "authType" in the manifest, or the id of the registration.',
      };
}

function note(flow: Flow, text: string): void {
  flow.add({ from: 'Teams host', to: 'Teams host', request: 'Vault', ms: 0, note: text });
}

function refuse(flow: Flow, refusal: Refusal): Credential {
  const { why, remedy } = refusal;
  flow.add({
    from: 'Teams host',
    to: 'Teams host',
    request: 'Vault',
    ms: 0,
    note: 'No call is made.',
    failure: { why, remedy },
  });
  return { kind: 'refused', refusal };
}
