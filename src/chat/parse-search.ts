import { toStatusWord } from '../cards/card-repair.ts';
import type { ListQuery } from '../cards/list-position.ts';
import { repairStatuses } from '../repairs/repair.ts';
import { fieldLengths } from '../repairs/rules.ts';

/** What words may mean; of two meanings the first one counts where it finds anything. */
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
/** Of up to five words, without digits. */
const name = /^\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,4}$/u;

/**
 * Decides what is looked for. `open repairs of Karin` means what it says and `find karin` words, without a doubt. Anything
 * else that could be a name means the person first (the API finds people by their full, first or last name, never by a part
 * of one), then words.
 * @param words one line, not empty.
 * @param me name of the person who asks; empty where it is not known.
 * @returns undefined where the own repairs are asked for, and the name is not one that repairs can be assigned to.
 */
export function parseSearch(words: string, me: string): Meanings | undefined {
  const said = words
    .replace(/^\/+|[\s?!…]+$/gu, '')
    .replace(/^mine$/i, 'my repairs')
    .replace(/^assigned to /i, 'repairs $&');
  const parts = aboutRepairs.exec(said)?.groups;
  if (parts !== undefined) {
    return toMeanings(parts, me);
  }
  const [, text] = aboutWords.exec(said) ?? [];
  if (text !== undefined) {
    return [{ text }];
  }
  return name.test(said) && isShortEnough(said) ? [{ assignedTo: said }, { text: said }] : [{ text: said }];
}

function toMeanings(parts: Readonly<Record<string, string | undefined>>, me: string): Meanings | undefined {
  const { whose = '', status: word = '', relation = '', object = '' } = parts;
  const status = repairStatuses.find((known) => toStatusWord(known).toLowerCase() === word.toLowerCase());
  const isAboutMe = /^me$/i.test(object);
  const isMine = isAboutMe || /\bmy\b/i.test(whose);
  if (isMine && (me === '' || !isShortEnough(me))) {
    return undefined;
  }
  const asked: ListQuery = { ...(status === undefined ? {} : { status }), ...(isMine ? { assignedTo: me } : {}) };
  if (object === '' || isAboutMe) {
    return [asked];
  }
  const ofPerson = { ...asked, assignedTo: object };
  const withWords = { ...asked, text: object };
  if (!isShortEnough(object)) {
    return [withWords];
  }
  switch (relation.toLowerCase()) {
    case 'about':
    case 'with':
      return [withWords];
    // Repairs are for people and for things.
    case 'for':
      return [ofPerson, withWords];
    default:
      return [ofPerson];
  }
}

/** Nobody's name is longer, in characters (code points), and the API does not look for one that is. */
const isShortEnough = (name: string): boolean => Array.from(name).length <= fieldLengths.assignedTo;
