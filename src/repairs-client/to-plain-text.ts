const longest = 200;

/** Keeps of a text what no markdown, HTML or link can be made of, on one line of 200 characters at most. */
export function toPlainText(text: string): string {
  return text
    .slice(0, 4 * longest)
    .replace(/[^\p{L}\p{M}\p{N} .,;'()-]/gu, ' ')
    .replace(/\.(?=\S)/g, '. ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, longest)
    .trim();
}
