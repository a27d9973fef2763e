/** Names in a message: `@Name` while it is written, `<at>Name</at>` when it goes out. */
export interface MentionQuery {
  /** Where the `@` stands. */
  readonly start: number;
  /** What follows it up to the caret. */
  readonly typed: string;
}

/** Somebody a message can call. */
export interface Mentionable {
  readonly id: string;
  readonly name: string;
  /** A bot that is not here yet: calling it brings it here. */
  readonly appToAdd?: string | undefined;
  readonly isBot: boolean;
}

const longest = 40;

/** The name somebody is typing at the caret; undefined where they type none. */
export function findMentionQuery(text: string, caret: number): MentionQuery | undefined {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('@');
  const typed = before.slice(start + 1);
  const isBegun = start >= 0 && (start === 0 || /\s/.test(before[start - 1] ?? ''));
  return isBegun && typed.length <= longest && !/\n/.test(typed) && !/^\s/.test(typed) ? { start, typed } : undefined;
}

/** The names that fit what was typed. */
export function matchNames<Named extends { readonly name: string }>(
  names: readonly Named[],
  { typed }: MentionQuery,
): readonly Named[] {
  const wanted = typed.toLowerCase();
  return names.filter(({ name }) => [name, ...name.split(/\s+/)].some((part) => part.toLowerCase().startsWith(wanted)));
}

/** The text with the name in place of what was typed, and where the caret is then. */
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

/** The text as it goes out: every `@Name` of these names becomes a mention; longer names win. */
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
