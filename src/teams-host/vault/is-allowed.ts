import type { Person } from '../wire/person.ts';
import type { ApiRegistration } from './registration.ts';

export interface Call {
  readonly user: Person;
  /** The `id` of the app's manifest. */
  readonly appId: string;
  /** Absolute URL the token would be sent to. */
  readonly url: string | URL;
}

/** Why a registration may not be used for a call: the rule, the reason and the remedy, one sentence each. */
export interface Refusal {
  /** What of the registration does not fit. */
  readonly rule: 'id' | 'app' | 'organisation' | 'baseUrl';
  readonly why: string;
  readonly remedy: string;
}

/** Whether a call is allowed. */
export type Permission = { readonly allowed: true } | ({ readonly allowed: false } & Refusal);

/**
 * Decides whether the token or key of a registration may be sent for this user, by this app, to this URL. Checks the
 * restrictions by app, by organisation and by base URL, in this order. The URL must have the origin of the base URL,
 * and its path must be equal to or below that of the base URL. Does not validate the registration.
 */
export function isAllowed(registration: ApiRegistration, { user, appId, url }: Call): Permission {
  const { restrictByApp } = registration;
  if (restrictByApp !== 'any' && restrictByApp.appId.toLowerCase() !== appId.toLowerCase()) {
    return refused(
      'app',
      `The registration "${registration.name}" is for another app, not for this one (app id ${appId}).`,
      'Set restrictByApp of the registration to the id in the manifest of this app, or to "any".',
    );
  }
  const organisation = isOrganisationAllowed(registration, user);
  return organisation.allowed ? isUrlAllowed(registration, url) : organisation;
}

/** Checks only the restriction by organisation, which needs no URL. */
export function isOrganisationAllowed(registration: ApiRegistration, user: Person): Permission {
  const { restrictByOrg, homeTenantId } = registration;
  if (restrictByOrg === 'homeTenant' && homeTenantId?.toLowerCase() !== user.tenantId.toLowerCase()) {
    return refused(
      'organisation',
      `The registration "${registration.name}" is for its home tenant only, and ${user.name} belongs to another.`,
      'Choose a person of the home tenant, or set restrictByOrg of the registration to "any".',
    );
  }
  return { allowed: true };
}

function isUrlAllowed(registration: ApiRegistration, url: string | URL): Permission {
  const target = URL.canParse(String(url)) ? new URL(url) : undefined;
  const base = new URL(registration.baseUrl);
  if (target === undefined) {
    return refused(
      'baseUrl',
      'The URL to call is not an absolute URL.',
      'Correct the server URL of the OpenAPI document.',
    );
  }
  if (target.username !== '' || target.password !== '') {
    return refused(
      'baseUrl',
      'The URL to call contains a user name or a password.',
      'Remove the part before the @ from the URL.',
    );
  }
  if (hasHiddenDotSegment(target.pathname)) {
    return refused(
      'baseUrl',
      'The path to call contains an encoded "..", which could lead outside of the base URL.',
      'Correct the path or its parameter.',
    );
  }
  if (target.origin !== base.origin || !isBelow(base.pathname, target.pathname)) {
    return refused(
      'baseUrl',
      `${target.origin}${target.pathname} is not below the base URL of the registration "${registration.name}", ${registration.baseUrl}.`,
      'Make the base URL of the registration the beginning of the server URL in the OpenAPI document.',
    );
  }
  return { allowed: true };
}

function isBelow(base: string, path: string): boolean {
  return path === base || path.startsWith(base.endsWith('/') ? base : `${base}/`);
}

/** `..%2f` and `..%5c` are not dot segments in the URL Standard, but are to servers that decode before routing. */
function hasHiddenDotSegment(path: string): boolean {
  const decoded = path.replace(/%2f|%5c/gi, '/').replace(/%2e/gi, '.');
  return decoded.split('/').includes('..');
}

function refused(rule: Refusal['rule'], why: string, remedy: string): Permission {
  return { allowed: false, rule, why, remedy };
}
