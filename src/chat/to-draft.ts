import { fieldLengths } from '../repairs/rules.ts';

/** What a message says about a new repair. */
export interface Draft {
  readonly title?: string;
  readonly description?: string;
  readonly assignedTo?: string;
}

/** `create`, `create a new repair for Karin: Oil change`, `new repair`, `add repair Oil change for Karin Blair`. */
const aboutNew =
  /^(?:please )?(?:(?:create|add|make|report)(?: (?:a|an|another))?(?: new)? repairs?|new repairs?|create(?: (?:a|an))?)(?:(?: called | named |[ :–-]+)(?<rest>.+))?$/isu;
/** Up to five words without digits that do not begin with an article. */
const name = /^(?!(?:the|a|an|my|our|your|this|that|these|those) )\p{L}[\p{L}\p{M}.'’-]*(?: [\p{L}\p{M}.'’-]+){0,4}$/iu;

/**
 * Interprets a message about a new repair: `create Oil change for Karin Blair`. A person after the last `for` is the one
 * it is assigned to, unless it cannot be a name. A title that is too long becomes the description, too.
 * @param words one line.
 * @param me name of the person who sent them; empty if unknown.
 * @returns undefined if the message is about anything else.
 */
export function toDraft(words: string, me: string): Draft | undefined {
  const parts = aboutNew.exec(words.replace(/^\/+|(?<![\s.!?…])[\s.!?…]+$/gu, ''));
  if (parts === null) {
    return undefined;
  }
  const rest = (parts.groups?.rest ?? '').replace(/^["“](.*)["”]$/su, '$1').trim();
  const { title, person } = splitPerson(rest);
  const assignedTo = /^(?:me|myself)$/i.test(person) ? me : person;
  return { ...(assignedTo === '' ? {} : { assignedTo }), ...(title === '' ? {} : toTitle(title)) };
}

/** `Oil change for Karin` and `for Karin: Oil change`. */
function splitPerson(rest: string): { readonly title: string; readonly person: string } {
  const [, first = '', after = ''] = /^(?:for|assigned to) ([^:]+)(?:: *(.+))?$/isu.exec(rest) ?? [];
  if (name.test(first)) {
    return { title: after, person: first };
  }
  // The last `for`, because a repair can be for a thing, too.
  const [, title = '', last = ''] = /^(.+) (?:for|assigned to) (.+)$/isu.exec(rest) ?? [];
  return name.test(last) ? { title, person: last } : { title: rest, person: '' };
}

function toTitle(title: string): Draft {
  const characters = Array.from(title);
  return characters.length <= fieldLengths.title
    ? { title }
    : {
        title: `${characters
          .slice(0, fieldLengths.title - 1)
          .join('')
          .trimEnd()}…`,
        description: title,
      };
}
