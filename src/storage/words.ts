/**
 * What people type and what is kept, brought to one form, so that no database has to know about languages: storage
 * compares folded words byte by byte.
 */
const latinMarks = /[\u0300-\u036f]/g;
/** A longer run counts as several words, the same when kept and when looked for. */
const word = /[\p{L}\p{N}\p{M}]{1,64}/gu;

/** Takes away case and diacritics: `Ångström`, `ångström` and `ANGSTROM` fold to the same. */
export function fold(text: string): string {
  // Upper case first: that spells out ß, and brings i, ı and İ together.
  return text.normalize('NFKD').replace(latinMarks, '').toUpperCase().toLowerCase().replaceAll('ς', 'σ');
}

/** The words of a text, folded, each once, in the order they first occur. */
export function toWords(text: string): readonly string[] {
  return [...new Set(fold(text).match(word))];
}

/** The name as `toNameKeys` spells a full name. */
export function toNameKey(name: string): string {
  return fold(name).trim().replace(/\s+/g, ' ');
}

/** The folded names that find a person: full, first and last. */
export function toNameKeys(fullName: string): readonly string[] {
  const full = toNameKey(fullName);
  const names = full.split(' ');
  return [...new Set([full, names[0] ?? full, names.at(-1) ?? full])];
}
