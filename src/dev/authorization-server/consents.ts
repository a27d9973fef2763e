/** Remembers which grant a person gave a client, so that it is asked for once and not at each sign-in. */
export interface Consents {
  grantId(sub: string, clientId: string): string | undefined;
  remember(sub: string, clientId: string, grantId: string): void;
}

/** Keeps consents in memory. It does not know whether a grant still stands: one that was revoked is asked for again. */
export function createConsents(): Consents {
  const grantIds = new Map<string, string>();
  const key = (sub: string, clientId: string) => JSON.stringify([sub, clientId]);
  return {
    grantId: (sub, clientId) => grantIds.get(key(sub, clientId)),
    remember: (sub, clientId, grantId) => void grantIds.set(key(sub, clientId), grantId),
  };
}
