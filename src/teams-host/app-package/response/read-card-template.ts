import { isJsonObject, type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import { findTemplateFaults } from '../../cards/card-template.ts';
import { explainCard } from '../../cards/check-card.ts';
import { type MemberPath, type Place, toMemberPath } from '../files/place.ts';
import { adviseOnCardTemplate } from './advise-on-card-template.ts';

/** Actions that Copilot does not support in cards of plugins. */
const refusedActions = ['Action.OpenUrl', 'Action.ToggleVisibility'];

/**
 * Checks a card template of response semantics.
 * @param place places in the card.
 * @param validDomains of the app manifest.
 * @param problems receives a sentence for each thing that Copilot would not show.
 * @returns the template as JSON text; undefined if no card would be shown.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/api-plugin-adaptive-cards
 */
export function readCardTemplate(
  card: JsonObject,
  place: Place,
  validDomains: readonly string[],
  problems: string[],
): string | undefined {
  const refusals = [...explain(card), ...findActions(card, [])];
  if (refusals.length > 0) {
    problems.push(...refusals.map(({ at, text }) => `${place(...at)}: ${text} The card is not shown.`));
    return undefined;
  }
  problems.push(...adviseOnCardTemplate(card, validDomains).map(({ at, text }) => `${place(...at)}: ${text}`));
  return JSON.stringify(card);
}

interface CardFault {
  readonly at: MemberPath;
  readonly text: string;
}

function explain(card: JsonObject): readonly CardFault[] {
  const text = explainCard(card);
  return text !== undefined
    ? [{ at: [], text }]
    : findTemplateFaults(card).map(({ pointer, reason }) => ({
        at: toMemberPath(pointer),
        text: `the expression cannot be parsed: ${reason}. Correct it.`,
      }));
}

function findActions(node: unknown, at: MemberPath): readonly CardFault[] {
  if (Array.isArray(node)) {
    return node.flatMap((item, index) => findActions(item, [...at, index]));
  }
  if (!isJsonObject(node)) {
    return [];
  }
  const type = textMember(node, 'type');
  const inside = Object.keys(node).flatMap((name) => findActions(member(node, name), [...at, name]));
  return type !== undefined && refusedActions.includes(type)
    ? [{ at: [...at, 'type'], text: `Copilot does not support "${type}" in cards. Remove it.` }, ...inside]
    : inside;
}
