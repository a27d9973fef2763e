/** A person or bot that can be mentioned, with their id for one bot. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

export interface MentionEntity {
  readonly type: 'mention';
  readonly mentioned: Mentioned;
  /** The markup of the mention in the text of the message. */
  readonly text: string;
}

/** Returns the markup of a mention. */
export function toMention({ name }: Pick<Mentioned, 'name'>): string {
  return `<at>${name}</at>`;
}

/**
 * Returns the mentions in a text as entities of an activity, in order.
 * @param known the members of the conversation; other names are plain text.
 * @see
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions
 */
export function toMentionEntities(text: string, known: readonly Mentioned[]): readonly MentionEntity[] {
  return Array.from(text.matchAll(/<at>([^<>]*)<\/at>/g)).flatMap(([markup, name]) => {
    const mentioned = known.find((candidate) => candidate.name === name);
    return mentioned === undefined ? [] : [{ type: 'mention', mentioned, text: markup }];
  });
}
