/** Shortest part of the maximum that a cut between words keeps; a text without spaces is cut anywhere. */
const shortestPart = 0.7;

/**
 * Returns the beginning of a text on one line, cut between words, with `…` if something is missing.
 * @param longest maximum length in code points, including `…`; 1 or more.
 */
export function toExcerpt(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= longest) {
    return line;
  }
  const kept = characters.slice(0, longest - 1);
  const end = characters[longest - 1] === ' ' ? kept.length : kept.lastIndexOf(' ');
  const words = end < longest * shortestPart ? kept : kept.slice(0, end);
  return `${words.join('').trimEnd()}…`;
}
