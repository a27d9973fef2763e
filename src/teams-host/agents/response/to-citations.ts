import type { JsonObject } from '../../../foundation/json-value.ts';
import type { ResponseSemantics } from '../../app-package/agent/agent.ts';
import { isPageUrl, isPictureUrl } from '../../links/page-url.ts';
import type { AgentCitation } from '../../wire/agent.ts';
import { type CitationField, findByAlias } from './aliases.ts';
import type { DrawCard } from './draw-card.ts';
import { type Location, valueAt } from './find-items.ts';
import { findFirst } from './json-path.ts';

/** Names of the mapped values in a card template. */
const templateNames = { title: 'title', subtitle: 'subtitle', url: 'url', thumbnailUrl: 'thumbnail_url' } as const;

/**
 * Creates the citations of the items that the model receives. Without mappings of the plugin, an item that has no
 * address is not cited.
 */
export function toCitations(
  response: unknown,
  items: readonly Location[],
  semantics: ResponseSemantics | undefined,
  drawCard: DrawCard,
): readonly AgentCitation[] {
  const isMapped = Object.keys(templateNames).some(
    (name) => semantics?.properties[name as CitationField] !== undefined,
  );
  return items
    .map((location) => valueAt(response, location))
    .filter((item) => isMapped || semantics?.staticTemplate !== undefined || findByAlias(item, 'url') !== undefined)
    .map((item, index) => {
      const read = (field: CitationField): string | undefined =>
        isMapped ? toText(findFirst(semantics?.properties[field], item)) : findByAlias(item, field);
      const address = read('url');
      const url = isPageUrl(address) ? address : undefined;
      const thumbnail = read('thumbnailUrl');
      const subtitle = read('subtitle');
      const title = read('title');
      const mapped = isMapped ? toMapped({ title, subtitle, url: address, thumbnailUrl: thumbnail }) : {};
      const { card, notes } = drawCard(item, mapped, response);
      return {
        position: index + 1,
        title: title ?? (url === undefined ? `Item ${index + 1}` : new URL(url).hostname),
        subtitle,
        url,
        thumbnailUrl: isPictureUrl(thumbnail) ? thumbnail : undefined,
        card,
        notes: [...explainUrl(address, url), ...notes],
      };
    });
}

/** Returns the values that are there, by their names in a card template. */
function toMapped(values: Readonly<Record<CitationField, string | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === undefined ? [] : [[templateNames[field as CitationField], value]],
    ),
  );
}

function explainUrl(address: string | undefined, url: string | undefined): readonly string[] {
  if (url !== undefined) {
    return [];
  }
  return [
    address === undefined
      ? 'The item has no address, so the citation cannot be opened.'
      : 'The address of the item is not an https address, so the citation cannot be opened.',
  ];
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}
