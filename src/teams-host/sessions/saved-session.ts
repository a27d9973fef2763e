import { z } from 'zod';

/** A session as it is saved: with a digest of its id, because everybody who knows the id can use the session. */
export const savedSession = z.object({
  /** SHA-256 of the id, base64url. */
  digest: z.string(),
  person: z.object({ id: z.string(), tenantId: z.string() }),
  /** ISO 8601. */
  usedAt: z.iso.datetime(),
});

export type SavedSession = Readonly<z.infer<typeof savedSession>>;
