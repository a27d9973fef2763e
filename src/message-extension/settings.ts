import { InvalidRequest } from '../foundation/errors.ts';
import { isJsonObject, type JsonObject } from '../foundation/json-value.ts';
import type { ConfigAnswer, DoneAnswer, MessageAnswer } from './answers.ts';
import type { AnonymousContext, SettingsContext } from './command-context.ts';
import type { SettingValue } from './invoke-values.ts';
import { defaultPreferences, type PreferenceStore, type Preferences } from './preferences.ts';

/** The result of the settings page: preferences, or the request to sign out or to delete the person's data. */
export type Settings =
  | { readonly kind: 'preferences'; readonly preferences: Preferences }
  | { readonly kind: 'signOut' }
  | { readonly kind: 'forget' };

/** In UTF-16 code units; more than any valid settings. */
const longestState = 1000;

/** `composeExtension/querySettingUrl`: the settings page, with the person's preferences in its URL. */
export async function toSettingsPage(
  preferences: PreferenceStore,
  { user, publicUrl }: AnonymousContext,
): Promise<ConfigAnswer> {
  const { layout, firstResults } = (await preferences.find(user)) ?? defaultPreferences;
  const page = new URL('/settings', publicUrl);
  page.search = new URLSearchParams({ layout, firstResults }).toString();
  return { kind: 'config', url: page.href, title: 'Settings' };
}

/**
 * `composeExtension/setting`: saves the preferences, signs the person out, or deletes the person's data.
 * @throws InvalidRequest, see `parseSettings`.
 */
export async function applySetting(
  preferences: PreferenceStore,
  { state }: SettingValue,
  context: SettingsContext,
): Promise<MessageAnswer | DoneAnswer> {
  const settings = parseSettings(state);
  if (settings.kind === 'signOut') {
    await context.signOut();
    return { kind: 'message', text: 'You are signed out of Repairs.' };
  }
  if (settings.kind === 'forget') {
    await context.forget();
    return { kind: 'message', text: 'What was stored about you is deleted, and you are signed out of Repairs.' };
  }
  await preferences.save(context.user, settings.preferences);
  return { kind: 'done' };
}

/**
 * Parses the state that the settings page passed to Teams: JSON, `{ "signOut": true }`, `{ "forget": true }` or
 * `{ "layout"?: "list" | "grid", "firstResults"?: "all" | "mine" }`, in which absent members have the default.
 * @throws InvalidRequest for anything else.
 */
export function parseSettings(state: string): Settings {
  const {
    signOut,
    forget,
    layout = defaultPreferences.layout,
    firstResults = defaultPreferences.firstResults,
  } = parseState(state);
  if (signOut === true && forget === undefined) {
    return { kind: 'signOut' };
  }
  if (forget === true && signOut === undefined) {
    return { kind: 'forget' };
  }
  const isKnown =
    signOut === undefined &&
    forget === undefined &&
    (layout === 'list' || layout === 'grid') &&
    (firstResults === 'all' || firstResults === 'mine');
  if (!isKnown) {
    throw malformed();
  }
  return { kind: 'preferences', preferences: { layout, firstResults } };
}

function parseState(state: string): JsonObject {
  try {
    const value: unknown = JSON.parse(state.slice(0, longestState));
    if (isJsonObject(value)) {
      return Object.assign(Object.create(null), value);
    }
  } catch {
    // Reported below, without the message of the parser.
  }
  throw malformed();
}

const malformed = (): InvalidRequest =>
  new InvalidRequest('The settings could not be read. Open them again and save.', { field: 'state' });
