import { isDeeperThan, isJsonObject, type JsonObject } from '../../../foundation/json-value.ts';
import type { ResponseSemantics } from '../../app-package/agent/agent.ts';
import { adviseOnCardTemplate } from '../../app-package/response/advise-on-card-template.ts';
import { findRefusedActions } from '../../app-package/response/find-refused-actions.ts';
import { type ExpandTemplate, parseCardTemplate, RenderingFault, TemplateFault } from '../../cards/card-template.ts';
import { explainCard } from '../../cards/check-card.ts';
import { findFirst } from './json-path.ts';

export interface DrawnCard {
  /** Undefined if there is no template, or it cannot be filled. */
  readonly card: JsonObject | undefined;
  /** One sentence for each thing that Copilot would not show. */
  readonly notes: readonly string[];
}

/** Levels of a template that the recursion bears. */
const maxLevels = 100;

/**
 * Draws the card of an item.
 * @param mapped what the response semantics map of the item, by the names of a plugin.
 */
export type DrawCard = (item: unknown, mapped: JsonObject, response: unknown) => DrawnCard;

/**
 * Creates the cards of one function; the template of the plugin is parsed once for all items. The template that an item
 * selects takes precedence over it.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/api-plugin-adaptive-cards
 */
export function createDrawCard(semantics: ResponseSemantics | undefined, validDomains: readonly string[]): DrawCard {
  const ofPlugin = once(() => parseTemplate(parseSource(semantics?.staticTemplate)));

  return (item, mapped, response) => {
    const selector = findFirst(semantics?.properties.templateSelector, item);
    const selected = typeof selector === 'string' ? findFirst(selector, response) : undefined;
    const own = isJsonObject(selected) && selected.type === 'AdaptiveCard' ? selected : undefined;
    const notes =
      selector !== undefined && own === undefined
        ? ['The template that this item selects is not an Adaptive Card in the response.']
        : [];
    const template = own === undefined ? ofPlugin() : parseTemplate(own);
    if (template === undefined || 'fault' in template) {
      return { card: undefined, notes: [...notes, ...(template === undefined ? [] : [template.fault])] };
    }
    const data = isJsonObject(item) ? { ...item, ...mapped } : mapped;
    const drawn = fill(template.expand, data, validDomains);
    return { card: drawn.card, notes: [...new Set([...notes, ...drawn.notes])] };
  };
}

function fill(expand: ExpandTemplate, data: JsonObject, validDomains: readonly string[]): DrawnCard {
  try {
    const { expanded, unresolved } = expand(data);
    const problem = explainCard(expanded);
    if (problem !== undefined || !isJsonObject(expanded)) {
      return { card: undefined, notes: [problem ?? 'The template is not a card.'] };
    }
    const refusals = findRefusedActions(expanded).map(({ text }) => `${text} The card is not shown.`);
    if (refusals.length > 0) {
      return { card: undefined, notes: refusals };
    }
    const missing = unresolved.map(
      (expression) => `The item has no value for \${${expression}}, so the card shows the expression itself.`,
    );
    const advice = adviseOnCardTemplate(expanded, validDomains).map(({ text }) => text);
    return { card: expanded, notes: [...missing, ...advice] };
  } catch (cause) {
    if (cause instanceof RenderingFault) {
      return { card: undefined, notes: [cause.message] };
    }
    throw cause;
  }
}

type Template = { readonly expand: ExpandTemplate } | { readonly fault: string } | undefined;

function parseTemplate(template: JsonObject | undefined): Template {
  if (template === undefined) {
    return undefined;
  }
  if (isDeeperThan(maxLevels, template)) {
    return { fault: 'The template of the card is nested too deeply.' };
  }
  try {
    return { expand: parseCardTemplate(template) };
  } catch (cause) {
    if (cause instanceof TemplateFault) {
      return { fault: cause.message };
    }
    throw cause;
  }
}

function parseSource(source: string | undefined): JsonObject | undefined {
  const template: unknown = source === undefined ? undefined : JSON.parse(source);
  return isJsonObject(template) ? template : undefined;
}

/** Computes a value when it is first needed. */
function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
