import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';

/** What a person pressed on a card. */
export type CardAction =
  | {
      readonly kind: 'execute';
      readonly action: JsonObject;
    }
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
 * Takes the action of a card, with what was typed into it.
 * @param inputs go over what the action's data says.
 * @throws InvalidRequest for what Teams does not act on.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export function parseCardAction(action: unknown, inputs: JsonObject): CardAction {
  const type = member(action, 'type');
  const given = member(action, 'data');
  if (type === 'Action.Execute') {
    const { id, verb, title } = action as JsonObject;
    const data = isJsonObject(given) || given === undefined ? { ...given, ...inputs } : given;
    return {
      kind: 'execute',
      action: {
        type,
        ...(typeof title === 'string' ? { title } : {}),
        ...(typeof id === 'string' ? { id } : {}),
        ...(typeof verb === 'string' ? { verb } : {}),
        data,
      },
    };
  }
  if (type !== 'Action.Submit') {
    throw new InvalidRequest('The action must be an Action.Execute or an Action.Submit.', { field: 'action' });
  }
  const msteams = member(given, 'msteams');
  switch (member(msteams, 'type')) {
    case undefined:
      return { kind: 'submit', data: isJsonObject(given) || given === undefined ? { ...given, ...inputs } : given };
    case 'imBack':
      return { kind: 'imBack', text: textMember(msteams, 'value') ?? '' };
    case 'messageBack':
      return {
        kind: 'messageBack',
        text: textMember(msteams, 'text') ?? '',
        displayText: textMember(msteams, 'displayText'),
        value: withInputs(member(msteams, 'value'), inputs),
      };
    case 'invoke': {
      const value = withInputs(member(msteams, 'value'), inputs);
      return isDialogRequest(value) ? { kind: 'dialog', data: value } : { kind: 'invoke', value };
    }
    case 'task/fetch':
      return { kind: 'dialog', data: { ...(given as JsonObject), ...inputs } };
    case 'signin':
      return { kind: 'signIn', url: textMember(msteams, 'value') ?? '' };
    default:
      throw new InvalidRequest('The action is of a type that Teams does not know.', { field: 'action' });
  }
}

function withInputs(value: unknown, inputs: JsonObject): unknown {
  return isJsonObject(value) ? { ...value, ...inputs } : value;
}

/** How hero cards ask for a dialog. */
function isDialogRequest(value: unknown): value is JsonObject {
  return isJsonObject(value) && value.type === 'task/fetch';
}
