/** A mention that is being typed: `@Name` in the compose box, `<at>Name</at>` in the sent message. */
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
  /** Id of the app to add, if the bot is not installed in the conversation. */
  readonly appToAdd?: string | undefined;
  readonly isBot: boolean;
}

const maxLength = 40;

/** Finds the mention that is being typed at the caret. */
export function findMentionQuery(text: string, caret: number): MentionQuery | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  const typed = before.slice(start + 1);
  const isBegun = start >= 0 && (start === 0 || /\s/.test(before[start - 1] ?? ''));
  return isBegun && typed.length <= maxLength && !/\n/.test(typed) && !/^\s/.test(typed) ? { start, typed } : undefined;
}

/** Returns the entries whose full name, or a part of it, begins with the typed text. */
export function matchNames<Named extends { readonly name: string }>(
  names: readonly Named[],
  { typed }: MentionQuery,
): readonly Named[] {
  const wanted = typed.toLowerCase();
  return names.filter(({ name }) => [name, ...name.split(/\s+/)].some((part) => part.toLowerCase().startsWith(wanted)));
}

/** Replaces the typed text by the chosen name. @returns the new text and the index of the caret. */
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

/** Replaces every `@Name` of these names by its markup; longer names take precedence. */
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
