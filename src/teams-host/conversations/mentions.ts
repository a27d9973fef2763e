/** Somebody whom a text can mention, by the id that one bot knows. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

export function toMention({ name }: Pick<Mentioned, 'name'>): string {
  return `<at>${name}</at>`;
}

/**
 * The mentions in a text as entities of an activity, in their order.
 * @param known who is there; a name of nobody among them is text.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions
 */
export function toMentionEntities(text: string, known: readonly Mentioned[]): readonly object[] {
  return Array.from(text.matchAll(/<at>([^<>]*)<\/at>/g), ([markup, name]) => {
    const mentioned = known.find((candidate) => candidate.name === name);
    return mentioned === undefined ? [] : [{ type: 'mention', mentioned, text: markup }];
  }).flat();
}
