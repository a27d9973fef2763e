import { isDeeperThan, isJsonObject, type JsonObject } from '../../foundation/json-value.ts';

/** Content type of an Adaptive Card attachment. */
export const adaptiveCardType = 'application/vnd.microsoft.card.adaptive';
const newestMinor = 5;
/** Levels of lists and objects, two for each container; a browser takes long to lay out more. */
const maxLevels = 100;
/** Maximum size of a card as JSON, in bytes. */
const maxCardBytes = 28 * 1024;

/**
 * Explains why Teams would not show an Adaptive Card.
 * @returns a sentence or two; undefined if Teams shows the card.
 */
export function explainCard(card: unknown): string | undefined {
  if (!isJsonObject(card) || card.type !== 'AdaptiveCard') {
    return 'The card is not an Adaptive Card: its "type" must be "AdaptiveCard".';
  }
  if (isDeeperThan(maxLevels, card)) {
    return `The Adaptive Card is nested more than ${maxLevels} levels deep. Put its elements side by side.`;
  }
  const [, minor] = (typeof card.version === 'string' && /^1\.(\d{1,2})$/.exec(card.version)) || [];
  if (minor === undefined) {
    return 'The Adaptive Card has no valid "version". Write one, for example "1.5".';
  }
  if (Number(minor) > newestMinor) {
    return `The Adaptive Card is of version ${card.version}; Teams supports at most 1.${newestMinor}. Lower "version" and remove newer elements.`;
  }
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > maxCardBytes) {
    return `The Adaptive Card has ${size} bytes; Teams accepts at most 28 KB (${maxCardBytes} bytes). Show less on it.`;
  }
  return undefined;
}

/**
 * Returns the action that refreshes an Adaptive Card automatically, if the card has one for this person.
 * @param userId channel id of the person.
 */
export function toRefresh(card: JsonObject, userId: string): JsonObject | undefined {
  const { refresh } = card;
  if (!isJsonObject(refresh) || !isJsonObject(refresh.action)) {
    return undefined;
  }
  const { userIds, action } = refresh;
  return userIds === undefined || (Array.isArray(userIds) && userIds.includes(userId)) ? action : undefined;
}
