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

/**
 * Normalizes a message for the lookup of commands: `/Sign  out!` and `sign out` are the same. The look-behind keeps the time
 * linear: without it, each character of a long run would be tried as its beginning.
 */
export function toCommandName(words: string): string {
  return words
    .toLowerCase()
    .replace(/^\/+|(?<![\s.!?…])[\s.!?…]+$/gu, '')
    .trim();
}
