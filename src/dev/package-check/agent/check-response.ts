import { isJsonObject, type JsonObject, member, textMember, toObject } from '../../../foundation/json-value.ts';
import { followJsonPath, parseJsonPath } from '../../../teams-host/app-package/api-extension/json-path.ts';
import { explainParts } from '../../../teams-host/card-reader/explain-parts.ts';
import { parseCardTemplate, TemplateFault } from '../../../teams-host/cards/card-template.ts';
import { expandSample, withGaps } from '../samples/expand-sample.ts';
import type { AgentOperation } from './list-operations.ts';

/**
 * Checks the response semantics of a function with the example of its operation: what the paths find, that citations
 * can be opened, and its card, also with missing fields and for an empty list.
 * @returns the rest of a sentence for each fault.
 */
export function checkResponse(declared: unknown, { hasBody, example }: AgentOperation): readonly string[] {
  const semantics = member(member(declared, 'capabilities'), 'response_semantics');
  if (!hasBody) {
    return semantics === undefined ? [] : ['has "response_semantics", but its operation returns nothing. Remove them.'];
  }
  if (!isJsonObject(semantics)) {
    return ['has no "response_semantics", so nothing of its answer is cited. Add them.'];
  }
  const items = follow(example, textMember(semantics, 'data_path') ?? '');
  const results = (Array.isArray(items) ? items : [items]).filter(isJsonObject);
  if (results.length === 0) {
    return ['has a "data_path" that finds nothing in the example of its operation. Correct it, or add an example.'];
  }
  const properties = toObject(semantics.properties);
  return [
    ...(textMember(properties, 'url')
      ? []
      : ['has no "url" in its "properties", so its citations do not open. Add it.']),
    ...Object.entries(properties)
      .filter(([, path]) => results.some((result) => follow(result, String(path)) === undefined))
      .map(([name, path]) => `has the path ${path} for "${name}", which finds nothing in some results. Correct it.`),
    ...checkCard(semantics.static_template, results),
  ];
}

function follow(value: unknown, path: string): unknown {
  const steps = parseJsonPath(path);
  return steps === undefined ? undefined : followJsonPath(value, steps);
}

function checkCard(template: unknown, results: readonly JsonObject[]): readonly string[] {
  if (!isJsonObject(template)) {
    return [];
  }
  try {
    const expandCard = parseCardTemplate(template);
    const samples = [{}, ...results.flatMap((whole) => [whole, ...withGaps(whole)])];
    const cards = samples.map((sample) => expandSample(expandCard, sample));
    const faults = cards.flatMap(({ card, faults }) => [
      ...faults,
      ...explainParts(card === undefined ? [] : [card]).faults,
    ]);
    const isBlank = Array.isArray(cards[0]?.card?.body) && cards[0].card.body.length === 0;
    return [
      ...new Set(faults.map((fault) => `has a card with a fault: ${fault}`)),
      ...(isBlank ? ['has a card that is blank for an empty list. Add a text with "$when".'] : []),
    ];
  } catch (cause) {
    if (!(cause instanceof TemplateFault)) {
      throw cause;
    }
    return [`has a card with a fault: ${cause.message}`];
  }
}
