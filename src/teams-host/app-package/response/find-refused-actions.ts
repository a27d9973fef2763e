import { isJsonObject, member, textMember } from '../../../foundation/json-value.ts';
import type { MemberPath } from '../files/place.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';

const refusedActions = ['Action.OpenUrl', 'Action.ToggleVisibility'];

/**
 * Finds the actions of a card that Copilot does not support in cards of plugins.
 * @param card any JSON.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/known-issues
 */
export function findRefusedActions(card: unknown, at: MemberPath = []): readonly ManifestFault[] {
  if (Array.isArray(card)) {
    return card.flatMap((item, index) => findRefusedActions(item, [...at, index]));
  }
  if (!isJsonObject(card)) {
    return [];
  }
  const type = textMember(card, 'type');
  const inside = Object.keys(card).flatMap((name) => findRefusedActions(member(card, name), [...at, name]));
  return type !== undefined && refusedActions.includes(type)
    ? [{ at: [...at, 'type'], text: `Copilot does not support "${type}" in cards. Remove it.` }, ...inside]
    : inside;
}
