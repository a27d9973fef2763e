import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../foundation/json-value.ts';

/** The action of a card that a person ran. */
export type CardAction =
  | { readonly kind: 'execute'; readonly action: JsonObject }
  | { readonly kind: 'submit'; readonly data: unknown }
  | { readonly kind: 'imBack'; readonly text: string }
  | {
      readonly kind: 'messageBack';
      readonly text: string;
      readonly displayText: string | undefined;
      readonly value: unknown;
    }
  | { readonly kind: 'invoke'; readonly value: unknown }
  | { readonly kind: 'dialog'; readonly data: JsonObject }
  | { readonly kind: 'signIn'; readonly url: string };

/**
 * Parses the action of a card.
 * @param inputs the card's inputs by id; they take precedence over the action's data.
 * @throws InvalidRequest for an action that Teams does not support.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export function parseCardAction(action: unknown, inputs: JsonObject): CardAction {
  const given = member(action, 'data');
  const data = isJsonObject(given) || given === undefined ? { ...given, ...inputs } : given;
  switch (member(action, 'type')) {
    case 'Action.Execute': {
      const [id, verb, title] = ['id', 'verb', 'title'].map((name) => textMember(action, name));
      return { kind: 'execute', action: { type: 'Action.Execute', title, id, verb, data } };
    }
    case 'Action.Submit':
      return parseSubmit(member(given, 'msteams'), data, inputs);
    default:
      throw new InvalidRequest('The action must be an Action.Execute or an Action.Submit.', { field: 'action' });
  }
}

function parseSubmit(msteams: unknown, data: unknown, inputs: JsonObject): CardAction {
  const given = parseIfJson(member(msteams, 'value'));
  const value = isJsonObject(given) ? { ...given, ...inputs } : given;
  switch (member(msteams, 'type')) {
    case undefined:
      return { kind: 'submit', data };
    case 'imBack': {
      const text = textMember(msteams, 'value') ?? '';
      if (text === '') {
        throw new InvalidRequest('This button sends nothing: its "imBack" has no text as "value".', {
          field: 'action',
        });
      }
      return { kind: 'imBack', text };
    }
    case 'messageBack':
      return {
        kind: 'messageBack',
        text: textMember(msteams, 'text') ?? '',
        displayText: textMember(msteams, 'displayText'),
        value,
      };
    case 'invoke':
      // Hero cards open dialogs like this.
      return isJsonObject(value) && value.type === 'task/fetch'
        ? { kind: 'dialog', data: value }
        : { kind: 'invoke', value };
    case 'task/fetch':
      return { kind: 'dialog', data: toObject(data) };
    case 'signin':
      return { kind: 'signIn', url: textMember(msteams, 'value') ?? '' };
    default:
      throw new InvalidRequest('Teams does not know the "msteams.type" of this button.', { field: 'action' });
  }
}

/** `messageBack` and `invoke` accept an object as JSON text, too. */
function parseIfJson(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
