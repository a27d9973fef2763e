/**
 * What somebody typed, on one line: without control characters, lone surrogates and needless white space. It stays text
 * of people, fit for places that read no markdown alone.
 */
export function toWords(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** How a command is looked up: `/Sign  out!` and `sign out` are the same. */
export function toCommandName(words: string): string {
  return words
    .toLowerCase()
    .replace(/^\/+|[\s.!?…]+$/gu, '')
    .trim();
}
