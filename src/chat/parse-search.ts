import type { ListQuery } from '../cards/list-position.ts';

/** What words may mean; of two meanings the first one counts where it finds anything. */
export type Meanings = readonly [ListQuery] | readonly [ListQuery, ListQuery];

const aboutPerson = /^(?:(?:the )?repairs (?:of|by|for)|(?:repairs )?assigned to)\s+(.+)$/iu;
const aboutWords = /^(?:find|search(?: for)?|look for)\s+(.+)$/iu;
/** Of up to five words, without digits. */
const name = /^\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,4}$/u;

/**
 * Decides what is looked for. `repairs of Karin` means a person and `find karin` words, without a doubt. Anything else
 * that could be a name means the person first (the API finds people by their full, first or last name, never by a part of
 * one), then words.
 * @param words one line, not empty.
 */
export function parseSearch(words: string): Meanings {
  const [, person] = aboutPerson.exec(words) ?? [];
  if (person !== undefined) {
    return [{ assignedTo: person }];
  }
  const [, text = words] = aboutWords.exec(words) ?? [];
  return text === words && name.test(words) ? [{ assignedTo: words }, { text }] : [{ text }];
}
