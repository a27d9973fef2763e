/** Mentions in a message: `@Name` while it is written, `<at>Name</at>` when it is sent. */
export interface MentionQuery {
  /** Index of the `@`. */
  readonly start: number;
  /** The text between the `@` and the caret. */
  readonly typed: string;
}

/** A person or bot that a message can mention. */
export interface Mentionable {
  readonly id: string;
  readonly name: string;
  /** Of a bot that is not installed here: mentioning it adds the app. */
  readonly appToAdd?: string | undefined;
  readonly isBot: boolean;
}

const longest = 40;

/** The mention that is being typed at the caret, if any. */
export function findMentionQuery(text: string, caret: number): MentionQuery | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  const typed = before.slice(start + 1);
  const isBegun = start >= 0 && (start === 0 || /\s/.test(before[start - 1] ?? ''));
  return isBegun && typed.length <= longest && !/\n/.test(typed) && !/^\s/.test(typed) ? { start, typed } : undefined;
}

/** The names that match the typed text by a first or last name. */
export function matchNames<Named extends { readonly name: string }>(
  names: readonly Named[],
  { typed }: MentionQuery,
): readonly Named[] {
  const wanted = typed.toLowerCase();
  return names.filter(({ name }) => [name, ...name.split(/\s+/)].some((part) => part.toLowerCase().startsWith(wanted)));
}

/** The text with the chosen name in place of the typed one, and the new index of the caret. */
export function completeMention(
  text: string,
  caret: number,
  { start }: MentionQuery,
  name: string,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(caret).replace(/^ /, '');
  const head = `${text.slice(0, start)}@${name} `;
  return { text: head + rest, caret: head.length };
}

/** Replaces every `@Name` of these names by its markup; longer names win. */
export function toMentionMarkup(text: string, names: readonly string[]): string {
  const byLength = names.filter((name) => name !== '').toSorted((one, other) => other.length - one.length);
  if (byLength.length === 0) {
    return text;
  }
  const choices = byLength.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return text.replace(new RegExp(`(^|\\s)@(${choices})(?![\\w-])`, 'gi'), (_, space: string, found: string) => {
    const name = byLength.find((candidate) => candidate.toLowerCase() === found.toLowerCase()) ?? found;
    return `${space}<at>${name}</at>`;
  });
}
