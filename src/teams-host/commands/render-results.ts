import { isSecureUrl } from '../../foundation/loopback.ts';
import { followJsonPath, parseJsonPath } from '../app-package/api-extension/json-path.ts';
import type { RenderingTemplate } from '../app-package/api-extension/rendering-template.ts';
import { parseCardTemplate } from '../cards/card-template.ts';
import { explainCard } from '../cards/check-card.ts';
import type { SearchResult } from '../wire/answers.ts';

export interface RenderedResults {
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
  /** What people see and should not: one sentence each. */
  readonly problems: readonly string[];
}

const mostResults = 50;

/**
 * Prepares a rendering template. The returned function turns an answer of the API into results: each entry of the list at
 * `jsonPath`, or the one object there, becomes a preview and a card. It throws RenderingFault if a template cannot be
 * expanded.
 * @throws TemplateFault for a template that cannot be parsed.
 */
export function createResultRenderer({
  jsonPath,
  responseLayout,
  responseCardTemplate,
  previewCardTemplate,
}: RenderingTemplate): (answer: unknown) => RenderedResults {
  const path = parseJsonPath(jsonPath ?? '$') ?? [];
  const expandCard = createExpand(responseCardTemplate);
  const expandPreview = createExpand(previewCardTemplate);

  return (answer) => {
    const problems = new Set<string>();
    const found = followJsonPath(answer, path);
    const entries = Array.isArray(found) ? found : found === undefined || found === null ? [] : [found];
    if (found === undefined) {
      problems.add(`The answer has nothing at "${jsonPath}". Correct "jsonPath" in the rendering template.`);
    }
    if (entries.length > mostResults) {
      problems.add(`The answer has ${entries.length} results; ${mostResults} are shown. Answer in pages.`);
    }
    const results = entries.slice(0, mostResults).map((entry) => ({
      preview: toPreview(expandPreview(entry, problems), problems),
      card: expandCard(entry, problems),
    }));
    const refused = results.map((result) => explainCard(result.card)).find((problem) => problem !== undefined);
    if (refused !== undefined) {
      problems.add(refused);
    }
    return { layout: responseLayout, results, problems: [...problems] };
  };
}

type Expand = (entry: object, problems: Set<string>) => unknown;

function createExpand(template: object): Expand {
  const expand = parseCardTemplate(template);
  return (entry, problems) => {
    const { expanded, unresolved } = expand(entry);
    for (const expression of unresolved) {
      problems.add(
        `A result has no value for \${${expression}}, which Teams then shows as it stands. Write \${if(${expression}, ${expression}, '')}.`,
      );
    }
    return expanded;
  };
}

function toPreview(expanded: unknown, problems: Set<string>): SearchResult['preview'] {
  const { title, subtitle, text, image } = (expanded ?? {}) as Record<string, unknown>;
  const picture = toImage(image, problems);
  if (toText(title) === undefined) {
    problems.add('A result has an empty title in its preview. Choose a value that every result has.');
  }
  return {
    title: toText(title) ?? '',
    ...optional('subtitle', toText(subtitle)),
    ...optional('text', toText(text)),
    ...optional('image', picture),
  };
}

function toImage(image: unknown, problems: Set<string>): SearchResult['preview']['image'] {
  const { url, alt } = (image ?? {}) as Record<string, unknown>;
  const address = toText(url);
  if (address === undefined) {
    return undefined;
  }
  if (!isPictureAddress(address)) {
    problems.add('A picture in a preview is neither https nor a data URL (nor on this machine). Send one that is.');
    return undefined;
  }
  return { url: address, ...optional('alt', toText(alt)) };
}

function isPictureAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (isSecureUrl(url) || /^data:image\//i.test(address));
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };
}
