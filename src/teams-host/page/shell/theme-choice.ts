/** Which theme the person wants, kept in the browser. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const key = 'repairs-teams-host-theme';

/**
 * The kept choice; `system` where there is none or nothing can be kept.
 * @param storage gives the browser's storage, which may throw already.
 */
export function readThemeChoice(storage: () => Pick<Storage, 'getItem'>): ThemeChoice {
  try {
    const kept = storage().getItem(key);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the choice for the next visit, where the browser lets pages keep anything. */
export function keepThemeChoice(storage: () => Pick<Storage, 'setItem'>, choice: ThemeChoice): void {
  try {
    storage().setItem(key, choice);
  } catch {
    // Storage is full or forbidden: the choice holds until the page closes.
  }
}
