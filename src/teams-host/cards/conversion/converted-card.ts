import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { escapeMarkdown, toMarkdown } from './to-markdown.ts';

/** A card of another type as an Adaptive Card. */
export interface ConvertedCard {
  readonly card: JsonObject;
  /** One sentence for each part that is not on it. */
  readonly notes: readonly string[];
}

const maxButtons = 6;

export function toCard(
  body: readonly unknown[],
  actions: readonly unknown[] = [],
  selectAction?: JsonObject,
): JsonObject {
  return { type: 'AdaptiveCard', version: '1.5', body, actions, ...(selectAction && { selectAction }) };
}

/** Returns a text element; nothing for a text that is absent or empty. Teams reads HTML in it, but no Markdown. */
export function toText(text: unknown, style: object = {}): readonly object[] {
  return typeof text === 'string' ? toMarkdownText(escapeMarkdown(text), style) : [];
}

/** Returns a text element whose text is HTML or Markdown. */
export function toMarkdownText(text: unknown, style: object = {}): readonly object[] {
  return typeof text === 'string' && text !== ''
    ? [{ type: 'TextBlock', text: toMarkdown(text), wrap: true, ...style }]
    : [];
}

/** Returns the entries of a list that are objects, and notes those that are not, and a value that is no list. */
export function toParts(part: unknown, name: string, notes: string[]): readonly JsonObject[] {
  const given = member(part, name) ?? [];
  if (!Array.isArray(given)) {
    notes.push(`"${name}" of the card is not a list, so it is not drawn. Make it one.`);
    return [];
  }
  const parts = given.filter(isJsonObject);
  if (parts.length < given.length) {
    notes.push(`An entry in "${name}" of the card is not an object, so it is not drawn.`);
  }
  return parts;
}

/** Notes the members of a part of a card that are neither text nor absent, and are therefore not drawn. */
export function noteOtherThanText(part: unknown, names: readonly string[], notes: string[]): void {
  for (const name of names) {
    const value = member(part, name);
    if (value !== undefined && value !== null && typeof value !== 'string') {
      notes.push(`"${name}" of the card is not text, so it is not drawn. Make it text.`);
    }
  }
}

export const titleStyle = { weight: 'Bolder', size: 'Medium' } as const;
export const subtitleStyle = { isSubtle: true, spacing: 'None' } as const;

/** Converts the buttons of a Bot Framework card, of which Teams shows six. */
export function toButtons(content: unknown, notes: string[]): readonly JsonObject[] {
  const actions = toParts(content, 'buttons', notes).flatMap((button): readonly JsonObject[] => {
    const action = toAction(button, notes);
    return action === undefined ? [] : [action];
  });
  const hidden = actions.slice(maxButtons).map(({ title }) => `“${String(title)}”`);
  if (hidden.length > 0) {
    notes.push(`Teams shows ${maxButtons} buttons on this card, so ${hidden.join(', ')} is not drawn. Remove some.`);
  }
  return actions.slice(0, maxButtons);
}

/**
 * Converts a Bot Framework card action to an Adaptive Card action.
 * @returns undefined, with a note, for one that Teams does not support.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions
 */
export function toAction(action: unknown, notes: string[]): JsonObject | undefined {
  if (action === undefined || action === null) {
    return undefined;
  }
  const title = textMember(action, 'title') ?? '';
  const name = title === '' ? 'An action of this card' : `The button “${title.slice(0, 60)}”`;
  if (!isJsonObject(action)) {
    notes.push(`${name} is not an object, so it is not drawn.`);
    return undefined;
  }
  const { type, value } = action;
  const iconUrl = textMember(action, 'image');
  const common = { title, ...(iconUrl === undefined ? {} : { iconUrl }) };
  switch (type) {
    case 'openUrl':
    case 'imBack':
      if (typeof value !== 'string') {
        notes.push(`${name} is of type "${type}" without text as "value", so it is not drawn. Add one.`);
        return undefined;
      }
      return type === 'openUrl'
        ? { type: 'Action.OpenUrl', ...common, url: value }
        : { type: 'Action.Submit', ...common, data: { msteams: { type, value } } };
    case 'signin':
    case 'invoke':
      return { type: 'Action.Submit', ...common, data: { msteams: { type, value } } };
    case 'messageBack': {
      const { text, displayText } = action;
      return { type: 'Action.Submit', ...common, data: { msteams: { type, text, displayText, value } } };
    }
    default:
      notes.push(
        `${name} is of type ${JSON.stringify(type)?.slice(0, 60)}, which Teams does not support, so it is not drawn. Use "openUrl", "messageBack", "imBack", "invoke" or "signin".`,
      );
      return undefined;
  }
}
