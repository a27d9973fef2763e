/** The grants of people to clients, so that consent is requested only at the first sign-in. */
export interface Consents {
  grantId(sub: string, clientId: string): string | undefined;
  remember(sub: string, clientId: string, grantId: string): void;
}

/** Stores consents in memory. A grant may have been revoked since; the provider then requests consent again. */
export function createConsents(): Consents {
  const grantIds = new Map<string, string>();
  const key = (sub: string, clientId: string) => JSON.stringify([sub, clientId]);
  return {
    grantId: (sub, clientId) => grantIds.get(key(sub, clientId)),
    remember: (sub, clientId, grantId) => void grantIds.set(key(sub, clientId), grantId),
  };
}
