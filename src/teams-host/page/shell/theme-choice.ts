/** The chosen theme, stored in the browser. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const key = 'teams-host-theme';

/**
 * Reads the stored choice; `system` if there is none or the storage is not available.
 * @param storage returns the browser's storage; may throw.
 */
export function readThemeChoice(storage: () => Pick<Storage, 'getItem'>): ThemeChoice {
  try {
    const kept = storage().getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Stores the choice for the next visit, if the browser allows it. */
export function keepThemeChoice(storage: () => Pick<Storage, 'setItem'>, choice: ThemeChoice): void {
  try {
    storage().setItem(key, choice);
  } catch {
    // The storage is full or blocked; the choice then lasts until the page closes.
  }
}
