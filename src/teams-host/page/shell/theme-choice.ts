import { keepStored, type OpenStorage, readStored } from '../ui/browser-storage.ts';

/** The chosen theme, stored in the browser. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const key = 'teams-host-theme';

/**
 * Reads the stored choice; `system` if there is none or the storage is not available.
 * @param storage returns the browser's storage; may throw.
 */
export function readThemeChoice(storage: () => Pick<Storage, 'getItem'>): ThemeChoice {
  const kept = readStored(storage, key);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Stores the choice for the next visit; if the browser refuses, it lasts until the page closes. */
export function keepThemeChoice(storage: OpenStorage, choice: ThemeChoice): void {
  keepStored(storage, key, choice);
}
