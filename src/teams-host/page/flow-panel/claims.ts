/** A claim of an access token, for display. */
export interface ClaimRow {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    iss: 'Issuer',
    aud: 'Audience',
    sub: 'Subject',
    oid: 'Subject',
    tid: 'Organisation',
    name: 'Name of the person',
    scope: 'Scope',
    scp: 'Scope',
    client_id: 'Client',
    azp: 'Client',
    iat: 'Issued',
    nbf: 'Valid from',
    exp: 'Expires',
    jti: 'Token ID',
    ver: 'Token version',
  }),
);
const times = new Set(['iat', 'nbf', 'exp']);

/**
 * Converts claims to rows of a table, in the order of the token.
 * @param locale for times; the browser's locale if absent.
 */
export function toClaimRows(claims: Readonly<Record<string, unknown>>, locale?: string): readonly ClaimRow[] {
  return Object.entries(claims).map(([name, value]) => ({
    name,
    value:
      times.has(name) && typeof value === 'number'
        ? new Date(value * 1000).toLocaleTimeString(locale)
        : typeof value === 'string'
          ? value
          : JSON.stringify(value),
    meaning: meanings.get(name) ?? '',
  }));
}
