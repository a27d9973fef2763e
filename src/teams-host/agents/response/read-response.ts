import type { ResponseSemantics } from '../../app-package/agent/agent.ts';
import type { AgentCitation, ModelInput } from '../../wire/agent.ts';
import { createDrawCard, type DrawCard } from './draw-card.ts';
import { findItems } from './find-items.ts';
import { toCitations } from './to-citations.ts';
import { limits, toModelInput } from './to-model-input.ts';

/** A response of an API, and how the plugin describes it. */
export interface ResponseToRead {
  /** JSON; undefined if the response has no body. */
  readonly json: string | undefined;
  /** Whether the API has succeeded: only then are there citations. */
  readonly isSuccess: boolean;
  readonly semantics: ResponseSemantics | undefined;
  /** Of the app manifest. */
  readonly validDomains: readonly string[];
}

/** What Copilot makes of a response. */
export interface ReadResponse {
  readonly model: ModelInput;
  readonly citations: readonly AgentCitation[];
  /** One sentence for each limit that is near or exceeded, and for what Copilot would not show. */
  readonly warnings: readonly string[];
}

/** Microsoft advises to plan for two thirds of the limit. */
const plannedShare = 0.66;

/** Reads a response as Copilot does. */
export function readResponse({ json, isSuccess, semantics, validDomains }: ResponseToRead): ReadResponse {
  const response: unknown = json === undefined ? undefined : JSON.parse(json);
  const found = isSuccess && response !== undefined ? findItems(response, semantics) : [];
  const items = found ?? [];
  const model = toModelInput(response, items);
  const drawCard = createDrawCard(semantics, validDomains);
  const citations = toCitations(response, items.slice(0, limits.items), semantics, drawCard);
  const isEmpty = found?.length === 0 && isSuccess && response !== undefined;
  return {
    model,
    citations,
    warnings: [
      ...(found === undefined
        ? [`The data path ${semantics?.dataPath} matches nothing in the response, so there are no citations.`]
        : []),
      ...(isEmpty && semantics?.staticTemplate !== undefined && showsBlankCard(drawCard)
        ? ['There are no items: Copilot shows a blank card, because the template does not hide it with "$when".']
        : []),
      ...explainLimits(model),
    ],
  };
}

function explainLimits({ items, itemsCut, tokens, maxTokens, isCut }: ModelInput): readonly string[] {
  return [
    ...(itemsCut > 0
      ? [`The response has ${items} items, and Copilot passes on ${limits.items}. Return fewer, and let callers page.`]
      : []),
    ...(isCut
      ? [`The response has ${tokens} tokens, and Copilot passes on ${maxTokens}. Return shorter items.`]
      : tokens > maxTokens * plannedShare
        ? [`The response has ${tokens} of at most ${maxTokens} tokens. Plan for two thirds of them.`]
        : []),
  ];
}

function showsBlankCard(drawCard: DrawCard): boolean {
  const { card } = drawCard({}, {}, {});
  return Array.isArray(card?.body) && card.body.length > 0;
}
