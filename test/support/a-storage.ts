/** Returns a function that opens a storage of a browser, in memory. @param capacity in characters. */
export function aStorage(capacity = Number.POSITIVE_INFINITY): () => Storage {
  const items = new Map<string, string>();
  const methods = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, text: string) {
      if (text.length > capacity) {
        throw new Error('QuotaExceededError');
      }
      items.set(key, text);
    },
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
  // As in a browser, the keys of a storage are those of its items.
  return () => new Proxy(methods, { ownKeys: () => [...items.keys()], getOwnPropertyDescriptor: toDescriptor });
}

function toDescriptor() {
  return { enumerable: true, configurable: true };
}
