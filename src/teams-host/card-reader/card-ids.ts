import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import type { Finding } from './finding.ts';

/** Finds inputs with the same id, required inputs that nobody sees, and buttons that show or hide an element that the card does not have. */
export function findIdFaults(card: JsonObject): readonly Finding[] {
  const parts = findParts(card, ['data']);
  const ids = new Set(parts.map((part) => textMember(part, 'id')));
  const targets = parts
    .flatMap(({ type, targetElements }): readonly unknown[] =>
      type === 'Action.ToggleVisibility' && Array.isArray(targetElements) ? targetElements : [],
    )
    .map((target) => (isJsonObject(target) ? target.elementId : target))
    .filter((id) => typeof id === 'string');
  const missing = targets.filter((id) => !ids.has(id));
  const blocking = parts.filter(
    ({ type, id, isRequired, isVisible, value }) =>
      /^Input\./.test(String(type)) &&
      isRequired === true &&
      isVisible === false &&
      !value &&
      !targets.includes(String(id)),
  );
  const cards = [card, ...parts.flatMap(({ card: inner }) => (isJsonObject(inner) ? [inner] : []))];
  return [
    ...cards
      .flatMap(findRepeatedInputs)
      .map((id) => `Several inputs have the id "${id.slice(0, 60)}", so only one value is sent.`),
    ...blocking.map(
      ({ id }) =>
        `The input "${String(id).slice(0, 60)}" is required and never visible, so buttons that need it do nothing.`,
    ),
    ...missing.map(
      (id) => `Action.ToggleVisibility names "${String(id).slice(0, 60)}", which is no id of an element of this card.`,
    ),
  ].map((text) => ({ kind: 'fault', text }));
}

/** Returns the ids that several inputs of a card have. Those in the card of a button and in fallbacks may be the same. */
function findRepeatedInputs(card: JsonObject): readonly string[] {
  const ids = findParts(card, ['card', 'data', 'fallback']).flatMap((part) =>
    textMember(part, 'type')?.startsWith('Input.') ? [textMember(part, 'id') ?? ''] : [],
  );
  return ids.filter((id, index) => id !== '' && ids.indexOf(id) < index);
}

/** Returns a part and the objects in it, except those in the members to skip. */
function findParts(part: unknown, skipped: readonly string[]): readonly JsonObject[] {
  if (Array.isArray(part)) {
    return part.flatMap((item) => findParts(item, skipped));
  }
  return isJsonObject(part)
    ? [
        part,
        ...Object.entries(part).flatMap(([name, value]) => (skipped.includes(name) ? [] : findParts(value, skipped))),
      ]
    : [];
}
