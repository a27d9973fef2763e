import type { Bots } from '../bots/bots.ts';
import { toRefresh } from '../cards/check-card.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Conversations, isSamePerson } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { Author as PostAuthor, PostedMessage } from '../conversations/posted-message.ts';
import type { ConversationView } from '../wire/conversation.ts';
import type { Attachment, Author, Message } from '../wire/message.ts';
import type { Person } from '../wire/person.ts';

/** Converts a message to the form in which one person sees it. */
export function toMessageView(message: PostedMessage, viewer: Person, directory: Directory): Message {
  const { from, sentAt, editedAt, deleted, attachments, reactions, onlyFor, ...rest } = message;
  const toName = (id: string): string => directory.all.find((user) => user.id === id)?.name ?? '';
  return {
    ...rest,
    from: toAuthor(from),
    onlyForYou: onlyFor !== undefined,
    sentAt: sentAt.toISOString(),
    editedAt: editedAt?.toISOString(),
    deleted,
    attachments: attachments.map((attachment) => withRefresh(attachment, from, viewer, directory)),
    reactions: [...reactions].flatMap(([type, ids]) => (ids.length === 0 ? [] : { type, people: ids.map(toName) })),
  };
}

export function toAuthor(from: PostAuthor): Author {
  return from.kind === 'person'
    ? { kind: 'person', id: from.user.id, name: from.user.name }
    : { kind: 'bot', id: from.appId, name: from.name, appId: from.appId };
}

/** Only cards posted by their bot refresh themselves; those posted by a person are copies. */
function withRefresh(attachment: Attachment, from: PostAuthor, viewer: Person, directory: Directory): Attachment {
  return attachment.kind === 'card' && from.kind === 'bot'
    ? { ...attachment, refresh: toRefresh(attachment.card, directory.accountId(from.appId, viewer)) }
    : attachment;
}

/** Converts a conversation to the form in which one of its members sees it. */
export function toConversationView(
  conversation: Conversation,
  viewer: Person,
  conversations: Conversations,
  bots: Bots,
): ConversationView {
  const { id, kind, title, team, people } = conversation;
  const others = people.filter((person) => !isSamePerson(person, viewer)).map((person) => person.name);
  return {
    id,
    kind,
    title: title === '' ? others.join(', ') : title,
    team,
    people: people.map((person) => ({ id: person.id, name: person.name })),
    apps: bots.appsFor(conversation).flatMap(({ manifest, bot }) => {
      const installed = conversations.isInstalled(manifest.id, conversation);
      return bot === undefined
        ? []
        : { appId: manifest.id, botId: bot.id, name: manifest.name, installed, canInstall: !installed };
    }),
  };
}
