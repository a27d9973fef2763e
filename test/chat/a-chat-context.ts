import type { ChatContext } from '../../src/chat/chat.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';

export interface FakeContext extends ChatContext {
  /** Number of sign-outs. */
  readonly signOuts: number;
  /** Number of times the person's data was deleted. */
  readonly forgotten: number;
}

/** The context of a message by Karin in her personal chat. She is signed in if `repairs` is given. */
export function aChatContext(
  overrides: Partial<Omit<ChatContext, 'repairs'>> & { readonly repairs?: RepairsClient } = {},
): FakeContext {
  const { repairs, ...others } = overrides;
  let signOuts = 0;
  let forgotten = 0;
  return {
    user: { id: '0a1b2c3d-0000-4000-8000-000000000001', name: 'Karin Blair', tenantId: 'contoso' },
    conversation: 'personal',
    publicUrl: 'https://repairs.example.com',
    now: () => new Date('2024-06-01T12:00:00Z'),
    utcOffset: 0,
    activityId: 'activity-1',
    signal: new AbortController().signal,
    signOut: async () => {
      signOuts += 1;
    },
    ...others,
    async repairs() {
      if (repairs === undefined) {
        throw new SignInNeeded();
      }
      return repairs;
    },
    async forget() {
      forgotten += 1;
    },
    get forgotten() {
      return forgotten;
    },
    get signOuts() {
      return signOuts;
    },
  };
}
