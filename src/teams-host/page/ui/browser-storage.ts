/** The storage of the browser, which may be blocked or full. */
export type OpenStorage = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Returns the stored text; undefined if there is none or the storage is not available. */
export function readStored(storage: () => Pick<Storage, 'getItem'>, key: string): string | undefined {
  try {
    return storage().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Stores a text, or removes it if it is undefined.
 * @returns false if the storage is full or not available.
 */
export function keepStored(storage: OpenStorage, key: string, text: string | undefined): boolean {
  try {
    if (text === undefined) {
      storage().removeItem(key);
    } else {
      storage().setItem(key, text);
    }
    return true;
  } catch {
    return false;
  }
}
