import { z } from 'zod';
import { savedAllowances } from '../agents/allowances.ts';
import { savedConversations } from '../conversations/saved-conversations.ts';
import { savedSession } from '../sessions/saved-session.ts';

/** Version of the saved state: to be increased with each change that a state of the previous version does not fit. */
export const stateVersion = 1;

/** What survives a restart, besides the registrations and tokens of the vault. Has no secrets. */
export const hostState = z.object({
  version: z.literal(stateVersion),
  /** Random; the page keeps drafts for this state only. */
  id: z.string(),
  sessions: z.array(savedSession),
  conversations: savedConversations,
  allowances: savedAllowances.default([]),
});

export type HostState = z.infer<typeof hostState>;
