const longest = 200;

/** Keeps the characters that cannot form markdown, HTML or links, on one line of at most 200 characters. */
export function toMarkupFreeText(text: string): string {
  return text
    .slice(0, 4 * longest)
    .replace(/[^\p{L}\p{M}\p{N} .,;'()-]/gu, ' ')
    .replace(/\.(?=\S)/g, '. ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, longest)
    .trim();
}
