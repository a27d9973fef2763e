import { isJsonObject, member } from '../../../foundation/json-value.ts';

/**
 * Names by which Copilot recognizes the parts of a citation if the plugin does not map them, in the order of priority.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/plugin-citations#field-aliases
 */
const aliases = {
  url: [
    'display_url',
    'displayUrl',
    'web_url',
    'webUrl',
    'url',
    'citation_url',
    'citationUrl',
    'reference_url',
    'referenceUrl',
    'website_url',
    'websiteUrl',
    'web_link',
    'webLink',
    'link',
    'href',
  ],
  title: [
    'display_title',
    'displayTitle',
    'title',
    'name',
    'display_name',
    'displayName',
    'web_title',
    'webTitle',
    'subject',
    'heading',
    'caption',
  ],
  subtitle: [
    'subtitle',
    'description',
    'summary',
    'snippet',
    'source',
    'provider',
    'site_name',
    'siteName',
    'highlight',
  ],
  thumbnailUrl: [
    'thumbnail_url',
    'thumbnailUrl',
    'thumbnail',
    'image_url',
    'imageUrl',
    'logo_url',
    'logoUrl',
    'icon_url',
    'iconUrl',
  ],
} as const;

const listAliases = ['results', 'items', 'data', 'value', 'records', 'entries'];

export type CitationField = keyof typeof aliases;

/** Returns the first text that an item has under a well-known name. */
export function findByAlias(item: unknown, field: CitationField): string | undefined {
  return aliases[field]
    .map((name) => member(item, name))
    .find((value): value is string => typeof value === 'string' && value !== '');
}

/** Returns the location of the list of results in a response; the response itself if it is a list or has none. */
export function findList(response: unknown): readonly string[] {
  const name = isJsonObject(response) ? listAliases.find((alias) => Array.isArray(response[alias])) : undefined;
  return name === undefined ? [] : [name];
}
