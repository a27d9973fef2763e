import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import { findIdFaults } from './card-ids.ts';
import { findCardMentions } from './card-mentions.ts';
import type { Finding } from './finding.ts';
import { AdaptiveCard } from './official-renderer.ts';
import { ReadingContext } from './reading-context.ts';

export interface CardReading {
  /** The card as the official renderer understands it. */
  readonly card: AdaptiveCard;
  readonly findings: readonly Finding[];
}

/**
 * Reads an Adaptive Card with the official renderer and finds what is not drawn. Does not check type, version and size.
 * @param context what to read with; a new one for each card.
 */
export function readCard(content: JsonObject, context = new ReadingContext()): CardReading {
  const card = new AdaptiveCard();
  context.inspect(card, content, 'AdaptiveCard');
  card.parse(content, context);
  if (card.shouldFallback() && isJsonObject(content.fallback)) {
    return { card, findings: [{ kind: 'limit', text: 'The fallback of the card is drawn instead of the card.' }] };
  }
  const findings = [
    ...context.findings,
    ...findIdFaults(content),
    ...findCardMentions(content).findings,
    ...findMembers(content),
  ];
  return { card, findings };
}

const drawnMembers: ReadonlySet<string> = new Set(['entities', 'key', 'width']);

/** Finds the Teams members of a card that this host does not know, and the values that Teams does not. */
function findMembers({ msteams = {} }: JsonObject): readonly Finding[] {
  if (!isJsonObject(msteams)) {
    return msteams === null
      ? []
      : [{ kind: 'fault', text: '"msteams" of the card is not an object, so it is ignored.' }];
  }
  const { width } = msteams;
  const ignored = Object.keys(msteams)
    .filter((name) => !drawnMembers.has(name))
    .map((name) => ({ kind: 'limit', text: `This host ignores "msteams.${name.slice(0, 60)}" of the card.` }) as const);
  return width === undefined || String(width).toLowerCase() === 'full'
    ? ignored
    : [...ignored, { kind: 'fault', text: '"msteams.width" of the card is not "Full", so it is ignored.' }];
}
