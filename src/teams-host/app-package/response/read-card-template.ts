import type { JsonObject } from '../../../foundation/json-value.ts';
import { findTemplateFaults } from '../../cards/card-template.ts';
import { explainCard } from '../../cards/check-card.ts';
import { type Place, toMemberPath } from '../files/place.ts';
import type { ManifestFault } from '../manifest/manifest-fault.ts';
import { adviseOnCardTemplate } from './advise-on-card-template.ts';
import { findRefusedActions } from './find-refused-actions.ts';

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
  const refusals = [...explain(card), ...findRefusedActions(card)];
  if (refusals.length > 0) {
    problems.push(...refusals.map(({ at, text }) => `${place(...at)}: ${text} The card is not shown.`));
    return undefined;
  }
  problems.push(...adviseOnCardTemplate(card, validDomains).map(({ at, text }) => `${place(...at)}: ${text}`));
  return JSON.stringify(card);
}

function explain(card: JsonObject): readonly ManifestFault[] {
  const text = explainCard(card);
  return text !== undefined
    ? [{ at: [], text }]
    : findTemplateFaults(card).map(({ pointer, reason }) => ({
        at: toMemberPath(pointer),
        text: `the expression cannot be parsed: ${reason}. Correct it.`,
      }));
}
