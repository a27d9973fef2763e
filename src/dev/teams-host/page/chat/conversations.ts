/** The chats of the people in the local Teams host, and the messages that stand in them before anybody writes. */
import type { TeamsUser } from '../host-api.ts';

export interface SentCard {
  readonly title: string;
  /** Adaptive Card. */
  readonly content: unknown;
  readonly appName: string;
}

export interface Message {
  readonly id: string;
  readonly author: Pick<TeamsUser, 'id' | 'name'>;
  readonly sentAt: Date;
  readonly text: string;
  readonly card?: SentCard;
}

export interface Conversation {
  readonly id: string;
  readonly kind: 'group' | 'pair';
  readonly tenantId: string;
  readonly title: string;
  readonly people: readonly Pick<TeamsUser, 'id' | 'name'>[];
  readonly messages: readonly Message[];
}

const groupTalk: readonly (readonly [author: number, minutesAgo: number, text: string])[] = [
  [1, 47, 'The blue van is back, its brakes squeak again.'],
  [2, 45, 'I can take it next. Do we have the parts?'],
  [1, 44, 'They came in yesterday, second shelf.'],
  [0, 31, 'Good. I am still on the tire service.'],
  [2, 6, 'Can somebody post the open repairs here, so that we have them at hand?'],
];
const pairTalks: readonly (typeof groupTalk)[] = [
  [
    [1, 95, 'Is the battery for the pick-up ordered?'],
    [0, 93, 'Yes, it comes on Thursday.'],
  ],
  [
    [0, 140, 'Who has the key of the minibus?'],
    [1, 138, 'It hangs in the office.'],
  ],
];
/** Keeps a group alive whose organisation has one person only. */
const colleague = { id: 'colleague', name: 'Nils Andersen' };

/** A group chat for each organisation and a chat for each two of its people. */
export function createConversations(users: readonly TeamsUser[], now: Date): readonly Conversation[] {
  return [...Map.groupBy(users, ({ tenantId }) => tenantId).entries()].flatMap(([tenantId, members]) => {
    const people = members.length === 1 ? [...members, colleague] : members;
    const group = toConversation(`group-${tenantId}`, 'group', people, groupTalk);
    const pairs = members.flatMap((first, index) =>
      members
        .slice(index + 1)
        .map((second, place) =>
          toConversation(`pair-${first.id}-${second.id}`, 'pair', [first, second], pairTalks[place % pairTalks.length]),
        ),
    );
    return [group, ...pairs];

    function toConversation(
      id: string,
      kind: Conversation['kind'],
      who: Conversation['people'],
      talk: typeof groupTalk = [],
    ): Conversation {
      return {
        id,
        kind,
        tenantId,
        title: kind === 'group' ? `Repair shop – ${members[0]?.tenantName ?? ''}` : '',
        people: who,
        messages: talk.flatMap(([author, minutesAgo, text], number) => {
          const person = who[author % who.length];
          const sentAt = new Date(now.getTime() - minutesAgo * 60_000);
          return person === undefined ? [] : [{ id: `${id}-${number}`, author: person, sentAt, text }];
        }),
      };
    }
  });
}

/** The chats a person is in, each under the title that person sees. */
export function conversationsOf(
  conversations: readonly Conversation[],
  user: Pick<TeamsUser, 'id' | 'tenantId'>,
): readonly Conversation[] {
  return conversations
    .filter(({ people }) => people.some(({ id }) => id === user.id))
    .map((conversation) =>
      conversation.kind === 'group'
        ? conversation
        : { ...conversation, title: conversation.people.find(({ id }) => id !== user.id)?.name ?? '' },
    );
}

/** The same chats with one message more at the end of one of them. */
export function withMessage(
  conversations: readonly Conversation[],
  conversationId: string,
  message: Message,
): readonly Conversation[] {
  return conversations.map((conversation) =>
    conversation.id === conversationId
      ? { ...conversation, messages: [...conversation.messages, message] }
      : conversation,
  );
}
