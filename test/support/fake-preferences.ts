import type { TeamsUser } from '../../src/card-actions/teams-user.ts';
import type { PreferenceStore, Preferences } from '../../src/message-extension/preferences.ts';

/** Creates a store that keeps preferences in memory. */
export function createFakePreferences(): PreferenceStore {
  const saved = new Map<string, Preferences>();
  const toKey = ({ tenantId, id }: TeamsUser): string => JSON.stringify([tenantId, id]);
  return {
    find: async (user) => saved.get(toKey(user)),
    save: async (user, preferences) => {
      saved.set(toKey(user), preferences);
    },
  };
}
