import type { AuthorizationProfile, AuthorizationSettings } from './authorization-settings.ts';

/** What sets the tokens of one kind of issuer apart from another's. */
export interface Profile {
  /** The `typ` of an access token. */
  readonly types: readonly string[];
  readonly userClaim: 'oid' | 'sub';
  readonly clientClaim: 'azp' | 'client_id';
  readonly scopeClaim: 'scp' | 'scope';
  /** Whether the scope claim is all that tells an access token of a person from other tokens. */
  readonly scopeRequired: boolean;
  readonly version: '2.0' | undefined;
  /** Text claims every token has. */
  readonly requiredClaims: readonly string[];
  readonly nbfRequired: boolean;
  /** Longest time from `iat` to `exp`, in seconds. */
  readonly maximumLifetime: number;
}

/** Everything the checks of one issuer's tokens go by. */
export interface Rules {
  readonly profile: Profile;
  readonly issuer: string;
  readonly audience: string;
  readonly allowedTenants: ReadonlySet<string>;
}

const hour = 3600;

const profiles: Readonly<Record<AuthorizationProfile, Profile>> = {
  // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
  'entra-id-v2': {
    types: ['JWT'],
    userClaim: 'oid',
    clientClaim: 'azp',
    scopeClaim: 'scp',
    scopeRequired: true,
    version: '2.0',
    requiredClaims: ['sub', 'oid', 'azp'],
    nbfRequired: true,
    // Continuous access evaluation gives tokens of up to 28 hours, and `iat` lies some minutes back.
    maximumLifetime: 29 * hour,
  },
  // RFC 9068 sections 2.1 and 2.2
  rfc9068: {
    types: ['at+jwt', 'application/at+jwt'],
    userClaim: 'sub',
    clientClaim: 'client_id',
    scopeClaim: 'scope',
    scopeRequired: false,
    version: undefined,
    requiredClaims: ['sub', 'client_id', 'jti'],
    nbfRequired: false,
    maximumLifetime: 24 * hour,
  },
};

/**
 * Turns settings into the rules of the checks.
 * @throws Error where a setting is empty, which would let in what nobody meant to.
 */
export function toRules(settings: AuthorizationSettings): Rules {
  if (settings.issuer === '' || settings.audience === '' || settings.allowedTenants.length === 0) {
    throw new Error('Authorization needs an issuer, an audience and at least one allowed tenant.');
  }
  return {
    profile: profiles[settings.profile],
    issuer: settings.issuer,
    audience: settings.audience,
    allowedTenants: new Set(settings.allowedTenants),
  };
}

/** Puts a tenant into an issuer's `{tenantid}`, where it has one. */
export function toTenantIssuer(issuer: string, tenantId: string): string {
  return issuer.replaceAll('{tenantid}', tenantId);
}
