import type { TeamsUser } from '../../src/card-actions/teams-user.ts';
import type { PreferenceStore, Preferences } from '../../src/message-extension/preferences.ts';

/** Keeps preferences as long as the test holds it. */
export function createFakePreferences(): PreferenceStore {
  const kept = new Map<string, Preferences>();
  const toKey = ({ tenantId, id }: TeamsUser): string => JSON.stringify([tenantId, id]);
  return {
    find: async (user) => kept.get(toKey(user)),
    save: async (user, preferences) => {
      kept.set(toKey(user), preferences);
    },
  };
}
