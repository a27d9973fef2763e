import { parseWholeName } from '../../repairs/whole-name.ts';

/**
 * Folds names and words, so that a search finds the same in every database: folded text is compared byte by byte.
 */
const latinMarks = /[\u0300-\u036f]/g;
/** A longer run is split into several words, in the index and in queries alike. */
const word = /[\p{L}\p{N}\p{M}]{1,64}/gu;

/** Removes case and diacritics: `Ångström`, `ångström` and `ANGSTROM` fold to the same text. */
export function fold(text: string): string {
  // Upper case first: it expands ß, and makes i, ı and İ equal.
  return text.normalize('NFKD').replace(latinMarks, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** Number of words of a search that count. The time of a search grows with it, and with the number of repairs. */
const mostWords = 6;

/** Returns the distinct folded words of a text in order. */
export function toWords(text: string): readonly string[] {
  return [...new Set(fold(text).match(word))];
}

/** Returns the words of a search that count, the first ones. Further words are ignored. */
export const toSearchWords = (text: string): readonly string[] => toWords(text).slice(0, mostWords);

/** A search for a name: words of which each begins a word of the name, or all words of the name in their order. */
export type NameSearch = { readonly beginnings: readonly string[] } | { readonly whole: readonly string[] };

/** Parses a search for a name; undefined if it contains no word, so that nothing can match. */
export function toNameSearch(search: string): NameSearch | undefined {
  const name = parseWholeName(search);
  if (name !== undefined) {
    const whole = toNameWords(name);
    return whole.length === 0 ? undefined : { whole };
  }
  const words = toWords(search);
  // `kar karin` asks no more than `karin`.
  const beginnings = words.filter((word) => !words.some((other) => other !== word && other.startsWith(word)));
  return beginnings.length === 0 ? undefined : { beginnings: beginnings.slice(0, mostWords) };
}

/** Returns the folded words of a name in order, including repeated ones. */
export function toNameWords(name: string): readonly string[] {
  return fold(name).match(word) ?? [];
}
