import type { AuthorizationProfile, AuthorizationSettings } from '../callers/authorization-settings.ts';

/** The rules that differ between kinds of issuers. */
export interface Profile {
  /** Allowed `typ` of an access token. */
  readonly types: readonly string[];
  readonly userClaim: 'oid' | 'sub';
  readonly clientClaim: 'azp' | 'client_id';
  /** The claim that equals `sub` if the token is an application's. */
  readonly applicationClaim: 'oid' | 'client_id';
  readonly scopeClaim: 'scp' | 'scope';
  /** Whether every access token of a person has the scope claim, and no other token has it. */
  readonly scopeRequired: boolean;
  readonly version: '2.0' | undefined;
  /** Text claims that every token must have. */
  readonly requiredClaims: readonly string[];
  readonly nbfRequired: boolean;
  readonly iatRequired: boolean;
  /** Longest time from `iat` to `exp`, in seconds. */
  readonly maximumLifetime: number;
}

/** The rules for the tokens of one issuer. */
export interface TokenRules {
  readonly profile: Profile;
  readonly issuer: string;
  readonly audience: string;
  readonly allowedTenants: ReadonlySet<string>;
}

const hour = 3600;

const profiles: Readonly<Record<AuthorizationProfile | 'introspected', Profile>> = {
  // https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
  'entra-id-v2': {
    types: ['JWT'],
    userClaim: 'oid',
    clientClaim: 'azp',
    applicationClaim: 'oid',
    scopeClaim: 'scp',
    scopeRequired: true,
    version: '2.0',
    requiredClaims: ['sub', 'oid', 'azp'],
    nbfRequired: true,
    iatRequired: true,
    // Continuous access evaluation issues tokens of up to 28 hours, and `iat` is some minutes earlier.
    maximumLifetime: 29 * hour,
  },
  // RFC 9068 sections 2.1 and 2.2
  rfc9068: {
    types: ['at+jwt', 'application/at+jwt'],
    userClaim: 'sub',
    clientClaim: 'client_id',
    applicationClaim: 'client_id',
    scopeClaim: 'scope',
    scopeRequired: false,
    version: undefined,
    requiredClaims: ['sub', 'client_id', 'jti'],
    nbfRequired: false,
    iatRequired: true,
    maximumLifetime: 24 * hour,
  },
  // RFC 7662 section 2.2, with the names of RFC 9068. The header is not used.
  introspected: {
    types: [],
    userClaim: 'sub',
    clientClaim: 'client_id',
    applicationClaim: 'client_id',
    scopeClaim: 'scope',
    scopeRequired: false,
    version: undefined,
    requiredClaims: ['sub', 'client_id'],
    nbfRequired: false,
    iatRequired: false,
    maximumLifetime: 24 * hour,
  },
};

/** What the rules depend on. */
export type TokenRulesSettings = Pick<AuthorizationSettings, 'issuer' | 'audience' | 'allowedTenants'> & {
  readonly profile: keyof typeof profiles;
};

/**
 * Combines the settings with the rules of their profile.
 * @throws Error if a setting is empty, which could accept tokens by accident.
 */
export function toTokenRules(settings: TokenRulesSettings): TokenRules {
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

/** Replaces `{tenantid}` in an issuer. */
export function toTenantIssuer(issuer: string, tenantId: string): string {
  return issuer.replaceAll('{tenantid}', tenantId);
}
