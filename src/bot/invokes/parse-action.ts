import type { CardActionValue } from '../../card-actions/card-action.ts';
import type { ActionValue, MessageValue } from '../../message-extension/invoke-values.ts';
import { htmlToText } from '../turn/html-to-text.ts';
import { longestName, longestText, malformed, parseObject, parseOptionalObject, parseText } from './parse-value.ts';

const contexts: readonly ActionValue['commandContext'][] = ['compose', 'commandbox', 'message'];
const longestMessage = 100_000;

/**
 * Parses the value of `composeExtension/fetchTask` and `composeExtension/submitAction`. Does not validate the data of
 * the form.
 * @throws MalformedValue with `field`.
 */
export function parseAction(value: unknown): ActionValue {
  const { commandId, commandContext, data, messagePayload } = parseObject(value);
  // Clients differ in upper and lower case.
  const context = typeof commandContext === 'string' ? commandContext.toLowerCase() : commandContext;
  const known = contexts.find((candidate) => candidate === (context ?? 'compose'));
  if (known === undefined) {
    throw malformed('commandContext');
  }
  return {
    commandId: parseText(commandId, 'commandId', longestName),
    commandContext: known,
    data: parseOptionalObject(data, 'data'),
    message: messagePayload === undefined || messagePayload === null ? undefined : parseMessage(messagePayload),
  };
}

/** @see https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command */
function parseMessage(payload: unknown): MessageValue {
  const { id, body, linkToMessage, from } = parseObject(payload, 'messagePayload');
  const { contentType, content } = parseOptionalObject(body, 'messagePayload');
  const { user } = parseOptionalObject(from, 'messagePayload');
  const { displayName } = parseOptionalObject(user, 'messagePayload');
  if (content !== undefined && content !== null && (typeof content !== 'string' || content.length > longestMessage)) {
    throw malformed('messagePayload');
  }
  const text = (content ?? '').toWellFormed();
  const isLink = typeof linkToMessage === 'string' && linkToMessage.length <= longestText;
  return {
    id: parseText(id, 'messagePayload', longestText),
    text: contentType === 'text' ? text.trim() : htmlToText(text),
    link: isLink && URL.parse(linkToMessage)?.protocol === 'https:' ? linkToMessage : undefined,
    from: (typeof displayName === 'string' && displayName.slice(0, longestName)) || undefined,
  };
}

/**
 * Parses the value of `adaptiveCard/action`. Does not validate its data.
 * @throws MalformedValue with `field`.
 */
export function parseCardAction(value: unknown): CardActionValue {
  const { action } = parseObject(value);
  const { type, verb, data } = parseObject(action, 'action');
  if (type !== undefined && type !== 'Action.Execute') {
    throw malformed('action');
  }
  return {
    verb: parseText(verb, 'verb', longestName),
    data: parseOptionalObject(data, 'data'),
  };
}
