/** The claims of an access token in words. */
export interface ClaimRow {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

const meanings: Readonly<Record<string, string>> = {
  iss: 'Who issued it',
  aud: 'Whom it is for',
  sub: 'Whose it is',
  oid: 'Whose it is',
  tid: 'Organisation',
  name: 'Name of the person',
  scope: 'What it allows',
  scp: 'What it allows',
  client_id: 'Which client asked for it',
  azp: 'Which client asked for it',
  iat: 'Issued',
  nbf: 'Valid from',
  exp: 'Expires',
  jti: 'Its number',
  ver: 'Token version',
};
const times = new Set(['iat', 'nbf', 'exp']);

/**
 * Rows for a table of claims, in the token's own order.
 * @param locale of the times; the reader's own unless told.
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
    meaning: meanings[name] ?? '',
  }));
}
