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

/** Returns the distinct folded words of a text in order. */
export function toWords(text: string): readonly string[] {
  return [...new Set(fold(text).match(word))];
}

/** Folds a name and collapses its white space. */
export function toNameKey(name: string): string {
  return fold(name).trim().replace(/\s+/g, ' ');
}

/** Returns the folded names under which a person is found: full, first and last. */
export function toNameKeys(fullName: string): readonly string[] {
  const full = toNameKey(fullName);
  const names = full.split(' ');
  return [...new Set([full, names[0] ?? full, names.at(-1) ?? full])];
}
