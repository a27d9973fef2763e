import { isDeeperThan, isJsonObject, type JsonObject } from '../../../foundation/json-value.ts';
import type { ResponseSemantics } from '../../app-package/agent/agent.ts';
import { adviseOnCardTemplate } from '../../app-package/response/advise-on-card-template.ts';
import { findRefusedActions } from '../../app-package/response/find-refused-actions.ts';
import { parseCardTemplate, RenderingFault, TemplateFault } from '../../cards/card-template.ts';
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
 * Fills the card of an item. The template that the item selects takes precedence over that of the plugin.
 * @param mapped what the response semantics map of the item, by the names of a plugin.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/api-plugin-adaptive-cards
 */
export function drawCard(
  item: unknown,
  mapped: JsonObject,
  response: unknown,
  semantics: ResponseSemantics | undefined,
  validDomains: readonly string[],
): DrawnCard {
  const selector = findFirst(semantics?.properties.templateSelector, item);
  const selected = typeof selector === 'string' ? findFirst(selector, response) : undefined;
  const own = isJsonObject(selected) && selected.type === 'AdaptiveCard' ? selected : undefined;
  const template = own ?? parseTemplate(semantics?.staticTemplate);
  const notes =
    selector !== undefined && own === undefined
      ? ['The template that this item selects is not an Adaptive Card in the response.']
      : [];
  if (template === undefined) {
    return { card: undefined, notes };
  }
  if (isDeeperThan(maxLevels, template)) {
    return { card: undefined, notes: [...notes, 'The template of the card is nested too deeply.'] };
  }
  try {
    const data = isJsonObject(item) ? { ...item, ...mapped } : mapped;
    const { expanded, unresolved } = parseCardTemplate(template)(data);
    const missing = unresolved.map(
      (expression) => `The item has no value for \${${expression}}, so the card shows the expression itself.`,
    );
    const problem = explainCard(expanded);
    if (problem !== undefined || !isJsonObject(expanded)) {
      return { card: undefined, notes: [...notes, problem ?? 'The template is not a card.'] };
    }
    const refusals = findRefusedActions(expanded).map(({ text }) => `${text} The card is not shown.`);
    if (refusals.length > 0) {
      return { card: undefined, notes: [...notes, ...new Set(refusals)] };
    }
    const advice = adviseOnCardTemplate(expanded, validDomains).map(({ text }) => text);
    return { card: expanded, notes: [...new Set([...notes, ...missing, ...advice])] };
  } catch (cause) {
    if (cause instanceof RenderingFault || cause instanceof TemplateFault) {
      return { card: undefined, notes: [...notes, cause.message] };
    }
    throw cause;
  }
}

function parseTemplate(source: string | undefined): JsonObject | undefined {
  const template: unknown = source === undefined ? undefined : JSON.parse(source);
  return isJsonObject(template) ? template : undefined;
}
