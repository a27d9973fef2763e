import type { ConversationApp, ConversationView } from '../../wire/conversation.ts';

/** Returns each bot of a conversation once; a bot that two apps share has the name of the first app. */
export function botsOf({ apps }: Pick<ConversationView, 'apps'>): readonly ConversationApp[] {
  return apps
    .filter(({ botId }, index) => apps.findIndex((app) => app.botId === botId) === index)
    .map((app) => {
      const ofBot = apps.filter(({ botId }) => botId === app.botId);
      return { ...app, installed: ofBot.some(({ installed }) => installed) };
    });
}

/** Returns the title of a conversation for this person. */
export function toTitle({ kind, title, team, people }: ConversationView, userId: string): string {
  if (kind === 'channel' && team !== undefined) {
    return `${team.name} › ${title}`;
  }
  return title || (people.find(({ id }) => id !== userId)?.name ?? '');
}
