import { AppError, InvalidRequest, NotFound } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import { type BotExtensionCommand, commandContexts } from '../app-package/bot/bot-extension.ts';
import { explainCard } from '../cards/check-card.ts';
import type { Conversation } from '../conversations/conversation.ts';
import { type Conversations, isSamePerson, isVisible } from '../conversations/conversations.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';
import { isPageUrl } from '../links/page-url.ts';
import type { CommandContext } from '../wire/loaded-app.ts';
import type { Attachment } from '../wire/message.ts';
import type { Person } from '../wire/person.ts';

const maxTextLength = 28 * 1024;
const maxStateLength = 4096;

/** @throws NotFound if no such app is loaded. */
export function findApp(apps: readonly AppPackage[], id: unknown): AppPackage {
  const app = apps.find(({ manifest }) => manifest.id === id);
  if (app === undefined) {
    throw new NotFound('No such app is loaded.');
  }
  return app;
}

/**
 * Finds an app by its id or its bot's id, which messages from a bot have.
 * @throws NotFound if no such app is loaded.
 */
export function findAppOrBot(apps: readonly AppPackage[], id: unknown): AppPackage {
  const ofBot = apps.find(
    ({ bot, botExtension }) => id !== undefined && (bot?.id === id || botExtension?.botId === id),
  );
  return apps.find(({ manifest }) => manifest.id === id) ?? ofBot ?? findApp(apps, id);
}

/** @throws NotFound if the message extension has no such command of this kind. */
export function findBotCommand(app: AppPackage, id: unknown, kind: BotExtensionCommand['kind']): BotExtensionCommand {
  const command = app.botExtension?.commands.find((candidate) => candidate.id === id && candidate.kind === kind);
  if (command === undefined) {
    throw new NotFound('The app has no such command.');
  }
  return command;
}

/** @throws NotFound if the conversation does not exist or the person is not a member of it. */
export function findConversation(conversations: Conversations, user: Person, id: unknown): Conversation {
  const found = typeof id === 'string' ? conversations.find(id) : undefined;
  if (found?.people.some((person) => isSamePerson(person, user)) !== true) {
    throw new NotFound('There is no such conversation.');
  }
  return found;
}

/** Finds the conversation in which a message extension is used; the person's first one if the request has none. */
export function findPlace(conversations: Conversations, user: Person, body: unknown): Conversation {
  const id = member(body, 'conversationId');
  const [first] = conversations.of(user);
  if (id === undefined && first !== undefined) {
    return first;
  }
  return findConversation(conversations, user, id);
}

/** @throws NotFound if the message does not exist, was deleted, or is not visible to this person. */
export function findMessage(
  conversations: Conversations,
  conversation: Conversation,
  id: unknown,
  viewer: Person,
): PostedMessage {
  const message = typeof id === 'string' ? conversations.message(conversation, id) : undefined;
  if (message === undefined || message.deleted || !isVisible(message, viewer)) {
    throw new NotFound('There is no such message.');
  }
  return message;
}

/** @param maxLength maximum number of characters. @throws InvalidRequest for anything else. */
export function parseText(body: unknown, name: string, maxLength = maxTextLength): string {
  const text = textMember(body, name);
  if (text === undefined || text.length > maxLength || !text.isWellFormed()) {
    throw new InvalidRequest(`"${name}" must be text of at most ${maxLength} characters.`, { field: name });
  }
  return text;
}

/** Parses the optional result of a pop-up. @throws InvalidRequest */
export function parseState(body: unknown): string | undefined {
  return member(body, 'state') === undefined ? undefined : parseText(body, 'state', maxStateLength);
}

/** Parses the place where a command is used. @throws InvalidRequest */
export function parseContext(body: unknown): CommandContext {
  const context = commandContexts.find((candidate) => candidate === member(body, 'context'));
  if (context === undefined) {
    throw new InvalidRequest(`"context" must be one of ${commandContexts.join(', ')}.`, { field: 'context' });
  }
  return context;
}

/** Parses an optional whole number from 0 to `maximum`. @throws InvalidRequest */
export function parseNumber(body: unknown, name: string, fallback: number, maximum: number): number {
  const value = member(body, name) ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > maximum) {
    throw new InvalidRequest(`"${name}" must be a whole number from 0 to ${maximum}.`, { field: name });
  }
  return value;
}

/** Parses an optional object. @throws InvalidRequest */
export function parseObject(body: unknown, name: string): JsonObject {
  const value = member(body, name) ?? {};
  if (!isJsonObject(value)) {
    throw new InvalidRequest(`"${name}" must be an object.`, { field: name });
  }
  return value;
}

const maxNotes = 50;
const maxNoteLength = 500;

/** Parses the cards of a draft. @throws InvalidRequest @throws AppError 422 for a card that Teams does not show. */
export function parseCards(body: unknown, apps: readonly AppPackage[]): readonly Attachment[] {
  return listMember(body, 'cards').map((entry) => {
    const app = findAppOrBot(apps, member(entry, 'appId'));
    const card = parseObject(entry, 'card');
    const problem = explainCard(card);
    if (problem !== undefined) {
      throw new AppError(422, 'card_refused', problem, { field: 'cards' });
    }
    const link = member(entry, 'link');
    const notes = listMember(entry, 'notes').filter((note) => typeof note === 'string');
    return {
      kind: 'card',
      appId: app.manifest.id,
      card,
      link: isPageUrl(link) ? link : undefined,
      ...(notes.length > 0 && { notes: notes.slice(0, maxNotes).map((note) => note.slice(0, maxNoteLength)) }),
    };
  });
}
