import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';

export const adaptiveCardType = 'application/vnd.microsoft.card.adaptive';
const newestMinor = 5;
/** Bytes of a card as JSON. */
const largestCard = 28 * 1024;

/** What keeps Teams from showing this Adaptive Card, in a sentence; undefined where nothing does. */
export function explainCard(card: unknown): string | undefined {
  if (!isJsonObject(card) || card.type !== 'AdaptiveCard') {
    return 'The card is no Adaptive Card: its "type" must be "AdaptiveCard".';
  }
  const [, minor] = (typeof card.version === 'string' && /^1\.(\d{1,2})$/.exec(card.version)) || [];
  if (minor === undefined) {
    return 'The Adaptive Card has no "version" like "1.5".';
  }
  if (Number(minor) > newestMinor) {
    return `The Adaptive Card is of version ${card.version}; Teams shows 1.${newestMinor} at most. Lower "version" and leave out what is newer.`;
  }
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > largestCard) {
    return `The Adaptive Card has ${size} bytes; Teams sends none of more than 28 KB (${largestCard} bytes). Show less on it.`;
  }
  return undefined;
}

/** The part of an Adaptive Card that updates itself, where it is for this person. */
export function toRefresh(card: JsonObject, userId: string): JsonObject | undefined {
  const { refresh } = card;
  if (!isJsonObject(refresh) || !isJsonObject(refresh.action)) {
    return undefined;
  }
  const { userIds, action } = refresh;
  return userIds === undefined || (Array.isArray(userIds) && userIds.includes(userId)) ? action : undefined;
}
