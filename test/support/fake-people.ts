import type { People } from '../../src/bot/messages/people.ts';
import type { TeamsUser } from '../../src/card-actions/teams-user.ts';

/** Creates a store that keeps questions in memory. */
export function createFakePeople(): People {
  const questions = new Map<string, string>();
  const toKey = ({ tenantId, id }: TeamsUser): string => JSON.stringify([tenantId, id]);
  return {
    saveQuestion: async (user, text) => {
      questions.set(toKey(user), text);
    },
    takeQuestion: async (user) => {
      const question = questions.get(toKey(user));
      questions.delete(toKey(user));
      return question;
    },
    forget: async (user) => {
      questions.delete(toKey(user));
    },
  };
}
