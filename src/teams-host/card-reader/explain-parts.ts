import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import type { Finding } from './finding.ts';
import { readCard } from './read-card.ts';

export interface PartsNotDrawn {
  /** What Teams does not draw either. */
  readonly faults: readonly string[];
  /** What Teams draws and this host does not. */
  readonly limits: readonly string[];
}

/** Finds the parts of Adaptive Cards that are not drawn, as sentences, each once. */
export function explainParts(cards: readonly unknown[]): PartsNotDrawn {
  const findings = cards.flatMap((card) => (isJsonObject(card) ? find(card) : []));
  const textsOf = (kind: Finding['kind']): readonly string[] => [
    ...new Set(findings.filter((finding) => finding.kind === kind).map(({ text }) => text)),
  ];
  return { faults: textsOf('fault'), limits: textsOf('limit') };
}

function find(card: JsonObject): readonly Finding[] {
  try {
    return readCard(card).findings;
  } catch (cause) {
    if (!(cause instanceof RangeError)) {
      throw cause;
    }
    return [{ kind: 'fault', text: 'The card is nested too deeply to be drawn. Use fewer levels.' }];
  }
}
