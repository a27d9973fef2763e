import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import { toRefresh } from '../cards/check-card.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Conversations, isSamePerson } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import type { Person } from '../wire/person.ts';

/** A message as one person sees it. */
export function toMessageView(message: PostedMessage, viewer: Person, people: Directory): object {
  const { from, sentAt, editedAt, deleted, attachments, reactions, onlyFor, ...rest } = message;
  const name = (id: string): string => people.all.find((user) => user.id === id)?.name ?? '';
  return {
    ...rest,
    from:
      from.kind === 'person'
        ? { kind: 'person', id: from.user.id, name: from.user.name }
        : { kind: 'bot', id: from.appId, name: from.name, appId: from.appId },
    ...(onlyFor === undefined ? {} : { onlyForYou: true }),
    sentAt: sentAt.toISOString(),
    ...(editedAt === undefined ? {} : { editedAt: editedAt.toISOString() }),
    ...(deleted ? { deleted } : {}),
    attachments: attachments.map((attachment) => {
      // Only a card that a bot has sent refreshes itself; another's is a copy somebody posted.
      const refresh =
        attachment.kind === 'card' && from.kind === 'bot'
          ? toRefresh(attachment.card, people.channelId(from.appId, viewer))
          : undefined;
      return { ...attachment, ...(refresh === undefined ? {} : { refresh }) };
    }),
    reactions: Object.entries(reactions).flatMap(([type, ids]) =>
      ids.length === 0 ? [] : [{ type, people: ids.map(name) }],
    ),
  };
}

/** A conversation as one of its people sees it. */
export function toConversationView(
  conversation: Conversation,
  viewer: Person,
  chat: Conversations,
  bots: Bots,
): object {
  const { id, kind, title, team, people } = conversation;
  const others = people.filter((person) => !isSamePerson(person, viewer)).map((person) => person.name);
  return {
    id,
    kind,
    title: title === '' ? others.join(', ') : title,
    ...(team === undefined ? {} : { team }),
    people: people.map((person) => ({ id: person.id, name: person.name })),
    apps: bots.appsFor(conversation).map((app: AppPackage) => {
      const installed = chat.isInstalled(app.manifest.id, conversation);
      return { appId: app.manifest.id, botId: app.bot?.id, name: app.manifest.name, installed, canInstall: !installed };
    }),
  };
}
