/** Remembers the grant of a person to a client, so that consent is requested once and not at each sign-in. */
export interface Consents {
  grantId(sub: string, clientId: string): string | undefined;
  remember(sub: string, clientId: string, grantId: string): void;
}

/** Keeps consents in memory. Does not know whether a grant still exists: after a revocation, consent is requested again. */
export function createConsents(): Consents {
  const grantIds = new Map<string, string>();
  const key = (sub: string, clientId: string) => JSON.stringify([sub, clientId]);
  return {
    grantId: (sub, clientId) => grantIds.get(key(sub, clientId)),
    remember: (sub, clientId, grantId) => void grantIds.set(key(sub, clientId), grantId),
  };
}
