import { AppError, InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { type HttpRequest, type HttpResponse, json, type Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import { jsonBody } from '../../server/json-body.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Bots } from '../bots/bots.ts';
import type { CardRunner } from '../bots/card-runner.ts';
import { isAuthor, type Messaging } from '../bots/messaging.ts';
import type { Conversation } from '../conversations/conversation.ts';
import type { Conversations } from '../conversations/conversations.ts';
import { isSamePerson, isVisible } from '../conversations/conversations.ts';
import type { Directory } from '../conversations/directory.ts';
import type { Guard, SessionHandler } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import type { SendEvent } from './event-stream.ts';
import { act, answer } from './extension-routes.ts';
import { toConversationView, toMessageView } from './message-view.ts';
import {
  findApp,
  findAppOrBot,
  findConversation,
  findMessage,
  parseCards,
  parseObject,
  parseState,
  parseText,
} from './parse-page-request.ts';

export interface ChatRoutesOptions {
  readonly guard: Guard;
  readonly apps: readonly AppPackage[];
  readonly bots: Bots;
  readonly chat: Conversations;
  readonly people: Directory;
  readonly botChat: Messaging;
  readonly cards: CardRunner;
}

/** A request about a conversation the person is in. */
type ConversationHandler = (
  request: HttpRequest,
  session: Session,
  conversation: Conversation,
) => Promise<HttpResponse> | HttpResponse;

const body = jsonBody(256 * 1024);
const nothing: HttpResponse = { status: 204, headers: { 'Cache-Control': 'no-store' } };
const mostShown = 200;
const reactions = ['like', 'heart', 'laugh', 'surprised', 'sad', 'angry'];

/** What the page asks of chats. */
export function createChatRoutes(options: ChatRoutesOptions): readonly Route[] {
  const { guard, chat } = options;
  const post = (path: string, handler: SessionHandler): Route => ({
    method: 'POST',
    path,
    admit: guard.own(handler),
    body,
  });
  const within = (handler: ConversationHandler): SessionHandler => {
    return async (request, session) => {
      const conversation = findConversation(chat, session.user, request.params.conversationId);
      return handler(request, session, conversation);
    };
  };
  const conversation = '/api/conversations/:conversationId';
  const message = `${conversation}/messages/:messageId`;
  return [
    { method: 'GET', path: '/api/conversations', admit: guard.own(listConversations(options)) },
    { method: 'GET', path: `${conversation}/messages`, admit: guard.own(within(listMessages(options))) },
    post(`${conversation}/messages`, within(postMessage(options))),
    post(`${message}/edit`, within(editMessage(options))),
    post(`${message}/delete`, within(deleteMessage(options))),
    post(`${message}/reactions`, within(react(options))),
    post(`${conversation}/install`, within(setInstalled(options, true))),
    post(`${conversation}/uninstall`, within(setInstalled(options, false))),
    post('/api/apps/:appId/install', setInstalledForPerson(options, true)),
    post('/api/apps/:appId/uninstall', setInstalledForPerson(options, false)),
    post(`${conversation}/card-actions`, within(runCardAction(options))),
    post(`${conversation}/dialog`, within(submitDialog(options))),
    post(`${conversation}/verify-state`, within(verifyState(options))),
  ];
}

/** Tells a session's reader what happens in the conversations of the person who sits there just then. */
export function followChat({ chat, people }: Pick<ChatRoutesOptions, 'chat' | 'people'>, session: Session) {
  return (send: SendEvent): (() => void) =>
    chat.onEvent((event) => {
      const { user } = session;
      const concerned = event.kind === 'conversations' ? event.people : event.conversation.people;
      if (!concerned.some((person) => isSamePerson(person, user))) {
        return;
      }
      switch (event.kind) {
        case 'message':
          if (isVisible(event.message, user)) {
            send('message', toMessageView(event.message, user, people));
          }
          break;
        case 'typing': {
          const { appId, name } = event.bot;
          send('typing', { conversationId: event.conversation.id, from: { kind: 'bot', id: appId, name, appId } });
          break;
        }
        case 'conversations':
          send('conversations', {});
      }
    });
}

function listConversations({ chat, bots }: ChatRoutesOptions): SessionHandler {
  return async (_, { user }) => {
    const conversations = chat.of(user);
    return answer({
      conversations: conversations.map((conversation) => toConversationView(conversation, user, chat, bots)),
    });
  };
}

function listMessages({ chat, people }: ChatRoutesOptions): ConversationHandler {
  return (_, { user }, conversation) => {
    const messages = chat.messages(conversation, user).slice(-mostShown);
    return answer({ messages: messages.map((message) => toMessageView(message, user, people)) });
  };
}

function postMessage({ apps, people, botChat, chat }: ChatRoutesOptions): ConversationHandler {
  return ({ body }, session, conversation) => {
    const text = parseText(body, 'text').trim();
    const attachments = parseCards(body, apps);
    if (text === '' && attachments.length === 0) {
      throw new InvalidRequest('A message needs text or a card.', { field: 'text' });
    }
    const replyTo = member(body, 'replyToId');
    const replyToId = replyTo === undefined ? undefined : findMessage(chat, conversation, replyTo, session.user).id;
    const flow = session.begin('Send a message', 'message');
    const { user } = session;
    const message = botChat.post({ user, conversation, flow }, { text, replyToId, attachments });
    return json(201, toMessageView(message, user, people), { 'Cache-Control': 'no-store' });
  };
}

function findOwn({ chat }: ChatRoutesOptions, request: HttpRequest, { user }: Session, conversation: Conversation) {
  const message = findMessage(chat, conversation, request.params.messageId, user);
  if (!isAuthor(message, user)) {
    throw new AppError(403, 'not_yours', 'Only who wrote a message changes it.');
  }
  return message;
}

function editMessage(options: ChatRoutesOptions): ConversationHandler {
  return (request, session, conversation) => {
    const message = findOwn(options, request, session, conversation);
    const text = parseText(request.body, 'text').trim();
    if (text === '') {
      throw new InvalidRequest('A message needs text.', { field: 'text' });
    }
    const flow = session.begin('Edit a message', 'message');
    options.botChat.edit({ user: session.user, conversation, flow }, message, text);
    return nothing;
  };
}

function deleteMessage(options: ChatRoutesOptions): ConversationHandler {
  return (request, session, conversation) => {
    const message = findOwn(options, request, session, conversation);
    const flow = session.begin('Delete a message', 'message');
    options.botChat.remove({ user: session.user, conversation, flow }, message);
    return nothing;
  };
}

function react({ chat, botChat }: ChatRoutesOptions): ConversationHandler {
  return ({ params, body }, session, conversation) => {
    const message = findMessage(chat, conversation, params.messageId, session.user);
    const type = reactions.find((reaction) => reaction === member(body, 'type'));
    if (type === undefined) {
      throw new InvalidRequest(`"type" must be one of ${reactions.join(', ')}.`, { field: 'type' });
    }
    const flow = session.begin('React to a message', 'message');
    botChat.react({ user: session.user, conversation, flow }, message, type, member(body, 'remove') === true);
    return nothing;
  };
}

function setInstalled({ bots, botChat }: ChatRoutesOptions, installed: boolean): ConversationHandler {
  return ({ body }, session, conversation) => {
    const app = findAppOrBot(bots.appsFor(conversation), member(body, 'appId'));
    const action = `${installed ? 'Add' : 'Remove'} ${app.manifest.name}`;
    const flow = session.begin(action, 'install');
    botChat.setInstalled({ user: session.user, conversation, flow }, app, installed);
    return nothing;
  };
}

function setInstalledForPerson({ apps, chat, botChat }: ChatRoutesOptions, installed: boolean): SessionHandler {
  return async ({ params }, session) => {
    const app = findApp(apps, params.appId);
    const { user } = session;
    const conversation = app.bot && chat.personal(app.bot.id, user);
    if (conversation === undefined) {
      chat.setInstalled(app.manifest.id, user, installed);
    } else {
      const flow = session.begin(`${installed ? 'Add' : 'Remove'} ${app.manifest.name}`, 'install');
      botChat.setInstalled({ user, conversation, flow }, app, installed);
    }
    return nothing;
  };
}

function runCardAction({ apps, chat, cards }: ChatRoutesOptions): ConversationHandler {
  return ({ body }, session, conversation) => {
    const message = findMessage(chat, conversation, member(body, 'messageId'), session.user);
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
      // Nobody pressed anything: it belongs to what brought the card into view.
      return cards.run({ ...use, flow: session.current() }).then(answer);
    }
    const title = member(use.action, 'title');
    const name = typeof title === 'string' && title !== '' ? title : 'Use a card';
    return act(session, name.slice(0, 100), `card ${message.id} ${name}`, (flow) => cards.run({ ...use, flow }));
  };
}

function submitDialog({ apps, chat, cards }: ChatRoutesOptions): ConversationHandler {
  return ({ body }, session, conversation) => {
    const message = findMessage(chat, conversation, member(body, 'messageId'), session.user);
    const app = findAppOrBot(apps, member(body, 'appId'));
    const data = member(body, 'data') ?? {};
    const use = { app, user: session.user, conversation, message, data };
    return act(session, 'Submit a dialog', `dialog ${message.id}`, (flow) => cards.submitDialog({ ...use, flow }));
  };
}

function verifyState({ apps, cards }: ChatRoutesOptions): ConversationHandler {
  return ({ body }, session, conversation) => {
    const app = findChatApp(apps, body);
    const state = parseText(body, 'state', 4096);
    // Goes on with the story of the sign-in.
    const flow = session.signInFlow('Sign in');
    return cards.verifyState({ user: session.user, conversation, flow, app, state }).then(answer);
  };
}

/** A bot may be named by two packages; the one to chat with is meant. */
function findChatApp(apps: readonly AppPackage[], body: unknown): AppPackage {
  const id = member(body, 'appId');
  const app = apps.find(({ bot, manifest }) => bot !== undefined && (manifest.id === id || bot.id === id));
  if (app === undefined) {
    throw new NotFound('No such app is loaded.');
  }
  return app;
}
