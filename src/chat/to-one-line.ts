/**
 * Normalizes a message to one line in NFC, without control characters, lone surrogates and superfluous white space. The
 * result is still user text: use it only where markdown is not rendered.
 */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .normalize('NFC');
}

/** Normalizes a message for the lookup of commands: `/Sign  out!` and `sign out` are the same. */
export function toCommandName(words: string): string {
  return words
    .toLowerCase()
    .replace(/^\/+|[\s.!?…]+$/gu, '')
    .trim();
}
