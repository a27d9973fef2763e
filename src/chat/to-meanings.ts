import { toStatusWord } from '../cards/card-repair.ts';
import type { ListQuery } from '../cards/list-position.ts';
import { repairStatuses } from '../repairs/repair.ts';
import { fieldLengths } from '../repairs/rules.ts';
import { toWholeName } from '../repairs/whole-name.ts';

/** What words may mean. The second meaning is used only if the first finds nothing. */
export type Meanings = readonly [ListQuery] | readonly [ListQuery, ListQuery];

const statuses = repairStatuses.map(toStatusWord).join('|');
/** `my repairs`, `show me the open repairs`, `which repairs are assigned to Karin`, `find all repairs about brakes`. */
const aboutRepairs = new RegExp(
  '^(?:(?:show(?: me)?|find|list|which) )?' +
    `(?<whose>(?:(?:the|my|all) )*)(?:(?<status>${statuses}) )?repairs` +
    '(?:(?: are)? (?<relation>of|by|for|assigned to|about|with) (?<object>.+)|\\.)?$',
  'iu',
);
const aboutWords = /^(?:find|search(?: for)?|look for) (.+)$/iu;
/** Up to five words without digits. */
const name = /^\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,4}$/u;

/**
 * Interprets a search. `open repairs of Karin` and `find karin` are unambiguous: a person and words. Anything else that
 * could be a name means a person first (the API matches beginnings of the words of a name), then words.
 * @param words one line, not empty.
 * @param me name of the person who sent them; empty if unknown.
 * @returns undefined for a search for the person's own repairs if repairs cannot be assigned to the name.
 */
export function toMeanings(words: string, me: string): Meanings | undefined {
  const text = words
    .replace(/^\/+|(?<![\s?!…])[\s?!…]+$/gu, '')
    .replace(/^mine$/i, 'my repairs')
    .replace(/^assigned to /i, 'repairs $&');
  const parts = aboutRepairs.exec(text)?.groups;
  if (parts !== undefined) {
    return toStatedMeanings(parts, me);
  }
  const [, searched] = aboutWords.exec(text) ?? [];
  if (searched !== undefined) {
    return [{ text: searched }];
  }
  return name.test(text) && isShortEnough(text) ? [{ assignedTo: text }, { text }] : [{ text }];
}

function toStatedMeanings(parts: Readonly<Record<string, string | undefined>>, me: string): Meanings | undefined {
  const { whose = '', status: word = '', relation = '', object = '' } = parts;
  const status = repairStatuses.find((known) => toStatusWord(known).toLowerCase() === word.toLowerCase());
  const isAboutMe = /^me$/i.test(object);
  const isMine = isAboutMe || /\bmy\b/i.test(whose);
  if (isMine && (me === '' || !isShortEnough(me))) {
    return undefined;
  }
  const query: ListQuery = { status, assignedTo: isMine ? toWholeName(me) : undefined };
  if (object === '' || isAboutMe) {
    return [query];
  }
  const ofPerson = { ...query, assignedTo: object };
  const withWords = { ...query, text: object };
  if (!isShortEnough(object)) {
    return [withWords];
  }
  switch (relation.toLowerCase()) {
    case 'about':
    case 'with':
      return [withWords];
    // Repairs can be for a person or for a thing.
    case 'for':
      return [ofPerson, withWords];
    default:
      return [ofPerson];
  }
}

/** Whether the API accepts a name of this length, in characters (code points). */
const isShortEnough = (text: string): boolean => Array.from(text).length <= fieldLengths.assignedTo;
