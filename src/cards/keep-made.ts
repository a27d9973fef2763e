import { LRUCache } from 'lru-cache';
import { keepJson } from './kept-json.ts';

/** A card, its JSON and what it was made of are some kilobytes. */
const mostKept = 500;

/**
 * Keeps what was made last: the newest repairs are shown to one person after another, and what is the same for everybody
 * need be made once.
 * @param make gives the same for all arguments that are the same as JSON.
 * @returns what `make` gives, frozen, as it goes to many.
 */
export function keepMade<Arguments extends readonly unknown[], Made extends object>(
  make: (...made: Arguments) => Made,
): (...made: Arguments) => Made {
  const kept = new LRUCache<string, Made>({ max: mostKept });
  return (...made) => {
    const key = JSON.stringify(made);
    const known = kept.get(key);
    if (known !== undefined) {
      return known;
    }
    const fresh = make(...made);
    freeze(fresh);
    keepJson(fresh);
    kept.set(key, fresh);
    return fresh;
  };
}

function freeze(value: unknown): void {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
}
