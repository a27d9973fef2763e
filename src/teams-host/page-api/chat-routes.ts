import { AppError, InvalidRequest, NotFound } from '../../foundation/errors.ts';
import type { HttpRequest, Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import type { CardRunner } from '../bots/card-runner.ts';
import { isAuthor, type Messaging } from '../bots/messaging.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { isSamePerson, isVisible } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type { CardAnswer, ChoicesAnswer, DialogAnswer, DoneAnswer, MessageAnswer } from '../wire/answers.ts';
import type { ConversationView } from '../wire/conversation.ts';
import type { Message, ReactionType } from '../wire/message.ts';
import { act } from './act.ts';
import type { SendEvent } from './event-stream.ts';
import { toAuthor, toConversationView, toMessageView } from './message-view.ts';
import { createPageRoute, type PageHandler } from './page-route.ts';
import {
  findAppOrBot,
  findConversation,
  findMessage,
  parseCards,
  parseNumber,
  parseObject,
  parseState,
  parseText,
} from './parse-page-request.ts';

export interface ChatRoutesOptions {
  readonly guard: Guard;
  readonly apps: readonly AppPackage[];
  readonly bots: Bots;
  readonly conversations: Conversations;
  readonly directory: Directory;
  readonly messaging: Messaging;
  readonly cards: CardRunner;
}

/** Handles a request for a conversation that the person is a member of. */
type ConversationHandler<Result> = (
  request: HttpRequest,
  session: Session,
  conversation: Conversation,
) => Promise<Result> | Result;

const maxShown = 200;
const reactions = ['like', 'heart', 'laugh', 'surprised', 'sad', 'angry'] as const satisfies readonly ReactionType[];

/** Creates the routes for conversations, their messages and their cards. */
export function createChatRoutes(options: ChatRoutesOptions): readonly Route[] {
  const route = createPageRoute(options.guard);
  const within =
    <Result>(handle: ConversationHandler<Result>): PageHandler<Result> =>
    (request, session) =>
      handle(request, session, findConversation(options.conversations, session.user, request.params.conversationId));
  return [
    route('GET /api/conversations', listConversations(options)),
    route('GET /api/conversations/:conversationId/messages', within(listMessages(options))),
    route('POST /api/conversations/:conversationId/messages', within(postMessage(options)), 201),
    route('POST /api/conversations/:conversationId/messages/:messageId/edit', within(editMessage(options))),
    route('POST /api/conversations/:conversationId/messages/:messageId/delete', within(deleteMessage(options))),
    route('POST /api/conversations/:conversationId/messages/:messageId/reactions', within(react(options))),
    route('POST /api/conversations/:conversationId/card-actions', within(runCardAction(options))),
    route('POST /api/conversations/:conversationId/dialog', within(submitDialog(options))),
    route('POST /api/conversations/:conversationId/choices', within(searchChoices(options))),
    route('POST /api/conversations/:conversationId/verify-state', within(verifyState(options))),
  ];
}

/** Sends the page the events in the conversations of its current user. @returns a function that subscribes. */
export function followChat(
  { conversations, directory }: Pick<ChatRoutesOptions, 'conversations' | 'directory'>,
  session: Session,
) {
  return (send: SendEvent): (() => void) =>
    conversations.onEvent((event) => {
      const { user } = session;
      const concerned = event.kind === 'conversations' ? event.people : event.conversation.people;
      if (!concerned.some((person) => isSamePerson(person, user))) {
        return;
      }
      switch (event.kind) {
        case 'message':
          if (isVisible(event.message, user)) {
            send('message', toMessageView(event.message, user, directory));
          }
          break;
        case 'typing': {
          send('typing', { conversationId: event.conversation.id, from: toAuthor({ kind: 'bot', ...event.bot }) });
          break;
        }
        case 'conversations':
          send('conversations', {});
      }
    });
}

function listConversations({
  conversations,
  bots,
}: ChatRoutesOptions): PageHandler<{ readonly conversations: readonly ConversationView[] }> {
  return (_, { user }) => ({
    conversations: conversations
      .of(user)
      .map((conversation) => toConversationView(conversation, user, conversations, bots)),
  });
}

function listMessages({
  conversations,
  directory,
}: ChatRoutesOptions): ConversationHandler<{ readonly messages: readonly Message[] }> {
  return (_, { user }, conversation) => {
    const messages = conversations.messages(conversation, user).slice(-maxShown);
    return { messages: messages.map((message) => toMessageView(message, user, directory)) };
  };
}

function postMessage({ apps, directory, messaging, conversations }: ChatRoutesOptions): ConversationHandler<Message> {
  return ({ body }, session, conversation) => {
    const text = parseText(body, 'text').trim();
    const attachments = parseCards(body, apps);
    if (text === '' && attachments.length === 0) {
      throw new InvalidRequest('A message needs text or a card.', { field: 'text' });
    }
    const replyTo = member(body, 'replyToId');
    const replyToId =
      replyTo === undefined ? undefined : findMessage(conversations, conversation, replyTo, session.user).id;
    const flow = session.begin('Send a message', 'message');
    const { user } = session;
    const message = messaging.post({ user, conversation, flow }, { text, replyToId, attachments });
    return toMessageView(message, user, directory);
  };
}

function findOwn(
  { conversations }: ChatRoutesOptions,
  request: HttpRequest,
  { user }: Session,
  conversation: Conversation,
) {
  const message = findMessage(conversations, conversation, request.params.messageId, user);
  if (!isAuthor(message, user)) {
    throw new AppError(403, 'not_yours', 'Only the author of a message can change it.');
  }
  return message;
}

function editMessage(options: ChatRoutesOptions): ConversationHandler<void> {
  return (request, session, conversation) => {
    const message = findOwn(options, request, session, conversation);
    const text = parseText(request.body, 'text').trim();
    if (text === '') {
      throw new InvalidRequest('A message needs text.', { field: 'text' });
    }
    const flow = session.begin('Edit a message', 'message');
    options.messaging.edit({ user: session.user, conversation, flow }, message, text);
  };
}

function deleteMessage(options: ChatRoutesOptions): ConversationHandler<void> {
  return (request, session, conversation) => {
    const message = findOwn(options, request, session, conversation);
    const flow = session.begin('Delete a message', 'message');
    options.messaging.remove({ user: session.user, conversation, flow }, message);
  };
}

function react({ conversations, messaging }: ChatRoutesOptions): ConversationHandler<void> {
  return ({ params, body }, session, conversation) => {
    const message = findMessage(conversations, conversation, params.messageId, session.user);
    const type = reactions.find((reaction) => reaction === member(body, 'type'));
    if (type === undefined) {
      throw new InvalidRequest(`"type" must be one of ${reactions.join(', ')}.`, { field: 'type' });
    }
    const flow = session.begin('React to a message', 'message');
    messaging.react({ user: session.user, conversation, flow }, message, type, member(body, 'remove') === true);
  };
}

function runCardAction({ apps, conversations, cards }: ChatRoutesOptions): ConversationHandler<CardAnswer> {
  return ({ body }, session, conversation) => {
    const message = findMessage(conversations, conversation, member(body, 'messageId'), session.user);
    const trigger = member(body, 'trigger') ?? 'manual';
    if (trigger !== 'manual' && trigger !== 'automatic') {
      throw new InvalidRequest('"trigger" must be "manual" or "automatic".', { field: 'trigger' });
    }
    const use = {
      app: findAppOrBot(apps, member(body, 'appId')),
      user: session.user,
      conversation,
      message,
      action: member(body, 'action'),
      inputs: parseObject(body, 'inputs'),
      trigger,
      state: parseState(body),
    } as const;
    if (trigger === 'automatic') {
      // A refresh belongs to the action that brought the card into view.
      return cards.run({ ...use, flow: session.current() });
    }
    const title = member(use.action, 'title');
    const name = typeof title === 'string' && title !== '' ? title : 'Use a card';
    return act(session, name.slice(0, 100), `card ${message.id} ${name}`, (flow) => cards.run({ ...use, flow }));
  };
}

function submitDialog({ apps, conversations, cards }: ChatRoutesOptions): ConversationHandler<DialogAnswer> {
  return ({ body }, session, conversation) => {
    const message = findMessage(conversations, conversation, member(body, 'messageId'), session.user);
    const app = findAppOrBot(apps, member(body, 'appId'));
    const data = member(body, 'data') ?? {};
    const use = { app, user: session.user, conversation, message, data };
    return act(session, 'Submit a dialog', `dialog ${message.id}`, (flow) => cards.submitDialog({ ...use, flow }));
  };
}

function searchChoices({
  apps,
  conversations,
  cards,
}: ChatRoutesOptions): ConversationHandler<ChoicesAnswer | MessageAnswer> {
  return ({ body }, session, conversation) => {
    const messageId = member(body, 'messageId');
    const { user } = session;
    const message = messageId === undefined ? undefined : findMessage(conversations, conversation, messageId, user);
    const app = findAppOrBot(apps, member(body, 'appId'));
    const query = {
      dataset: parseText(body, 'dataset', 1024),
      text: parseText(body, 'text', 1024),
      skip: parseNumber(body, 'skip', 0, 10_000),
      count: parseNumber(body, 'count', 15, 1000),
      inputs: member(body, 'inputs') === undefined ? undefined : parseObject(body, 'inputs'),
    };
    return act(session, 'Search choices', `choices ${query.dataset}`, (flow) =>
      cards.searchChoices({ app, user, conversation, message, query, flow }),
    );
  };
}

function verifyState({ apps, cards }: ChatRoutesOptions): ConversationHandler<DoneAnswer | MessageAnswer> {
  return ({ body }, session, conversation) => {
    const app = findChatApp(apps, body);
    const state = parseText(body, 'state', 4096);
    // Continues the flow of the sign-in.
    const flow = session.signInFlow('Sign in');
    return cards.verifyState({ user: session.user, conversation, flow, app, state });
  };
}

/** Finds the app whose bot people chat with; another package may have the same bot for its message extension. */
function findChatApp(apps: readonly AppPackage[], body: unknown): AppPackage {
  const id = member(body, 'appId');
  const app = apps.find(({ bot, manifest }) => bot !== undefined && (manifest.id === id || bot.id === id));
  if (app === undefined) {
    throw new NotFound('No such app is loaded.');
  }
  return app;
}
