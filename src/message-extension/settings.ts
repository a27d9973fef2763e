import { InvalidRequest } from '../foundation/errors.ts';
import type { MessageExtension } from './command-context.ts';
import { defaultPreferences, type PreferenceStore, type Preferences } from './preferences.ts';

/** What the settings page hands over: the preferences, or the wish to be signed out. */
export type Settings =
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'signOut' };

/** No setting of ours is longer. */
const longestState = 1000;

/** Creates the way to the settings page, which is told the preferences in its address, and back. */
export function createSettings(preferences: PreferenceStore): Pick<MessageExtension, 'querySettingUrl' | 'setting'> {
  return {
    async querySettingUrl({ user, publicUrl }) {
      const { layout, firstResults } = (await preferences.find(user)) ?? defaultPreferences;
      const page = new URL('/settings', publicUrl);
      page.search = new URLSearchParams({ layout, firstResults }).toString();
      return { kind: 'config', url: page.href, title: 'Settings' };
    },
    async setting({ state }, context) {
      const settings = parseSettings(state);
      if (settings.kind === 'signOut') {
        await context.signOut();
        return { kind: 'message', text: 'You are signed out of Repairs.' };
      }
      await preferences.save(context.user, settings.preferences);
      return { kind: 'done' };
    },
  };
}

/**
 * Reads the state that the settings page handed to Teams: JSON, `{ "signOut": true }` or
 * `{ "layout"?: "list" | "grid", "firstResults"?: "all" | "mine" }`, where an absent one is the default.
 * @throws InvalidRequest for anything else.
 */
export function parseSettings(state: string): Settings {
  const { signOut, layout = defaultPreferences.layout, firstResults = defaultPreferences.firstResults } = read(state);
  if (signOut === true) {
    return { kind: 'signOut' };
  }
  const isKnown =
    signOut === undefined &&
    (layout === 'list' || layout === 'grid') &&
    (firstResults === 'all' || firstResults === 'mine');
  if (!isKnown) {
    throw notUnderstood();
  }
  return { kind: 'preferences', preferences: { layout, firstResults } };
}

function read(state: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(state.slice(0, longestState));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { __proto__: null, ...value } as Record<string, unknown>;
    }
  } catch {
    // Told below, without the parser's words.
  }
  throw notUnderstood();
}

const notUnderstood = (): InvalidRequest =>
  new InvalidRequest('The settings could not be read. Open them again and save.', { field: 'state' });
