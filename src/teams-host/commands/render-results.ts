import { member } from '../../foundation/json-value.ts';
import { followJsonPath } from '../app-package/api-extension/json-path.ts';
import type { RenderingTemplate } from '../app-package/api-extension/rendering-template.ts';
import { explainParts } from '../card-reader/explain-parts.ts';
import type { ExpandTemplate } from '../cards/card-template.ts';
import { explainCard } from '../cards/check-card.ts';
import { isPictureUrl } from '../links/page-url.ts';
import type { SearchResult } from '../wire/answers.ts';

export interface RenderedResults {
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
  /** One sentence for each flaw of the results that people can see. */
  readonly problems: readonly string[];
  /** One sentence for each part of the cards that Teams draws and this host does not. */
  readonly limits: readonly string[];
}

/** Renders where a template cannot stop the host. @throws RenderingFault like `renderResults`. */
export type RenderResponse = (template: RenderingTemplate, response: unknown) => Promise<RenderedResults>;

const maxResults = 50;

/**
 * Turns a response of the API into results: each entry of the list at `jsonPath`, or the one object there, becomes a
 * preview and a card.
 * @throws RenderingFault if the template cannot be expanded with an entry.
 */
export function renderResults(
  { jsonPath, responseLayout, expandCard, expandPreview }: RenderingTemplate,
  response: unknown,
): RenderedResults {
  const problems = new Set<string>();
  const found = followJsonPath(response, jsonPath);
  const entries: readonly unknown[] = Array.isArray(found)
    ? found
    : found === undefined || found === null
      ? []
      : [found];
  if (found === null) {
    const where = jsonPath.length === 0 ? '' : ` at "${jsonPath.join('.')}"`;
    problems.add(`The response has null${where}, so there are no results. Return a list, which may be empty.`);
  }
  if (found === undefined) {
    problems.add(
      `The response has nothing at "${jsonPath.join('.')}", which is the "jsonPath" of the rendering template.`,
    );
  }
  if (entries.length > maxResults) {
    problems.add(`The response has ${entries.length} results; ${maxResults} are shown. Return them in pages.`);
  }
  const results = entries.slice(0, maxResults).map((entry) => ({
    preview: toPreview(expand(expandPreview, entry, problems), problems),
    card: expand(expandCard, entry, problems),
  }));
  const [accepted, refused] = [[] as unknown[], [] as string[]];
  for (const { card } of results) {
    const problem = explainCard(card);
    if (problem === undefined) {
      accepted.push(card);
    } else {
      refused.push(problem);
    }
  }
  for (const problem of refused.slice(0, 1)) {
    problems.add(problem);
  }
  const { faults, limits } = explainParts(accepted);
  return { layout: responseLayout, results, problems: [...problems, ...faults], limits };
}

function expand(expandTemplate: ExpandTemplate, entry: unknown, problems: Set<string>): unknown {
  const { expanded, unresolved, empty } = expandTemplate(entry);
  for (const expression of unresolved) {
    problems.add(
      `A result has no value for \${${expression}}, so Teams shows the expression itself. Write \${if(${expression}, ${expression}, '')}.`,
    );
  }
  for (const expression of empty) {
    problems.add(
      `A result has null for \${${expression}}, so nothing is shown there. Write \${if(${expression}, ${expression}, 'other text')} to show something else.`,
    );
  }
  return expanded;
}

function toPreview(expanded: unknown, problems: Set<string>): SearchResult['preview'] {
  for (const name of ['title', 'subtitle', 'text']) {
    if (typeof member(expanded, name) === 'object' && member(expanded, name) !== null) {
      problems.add(`"${name}" of a preview is a list or an object, so it is not shown. Choose a value that is text.`);
    }
  }
  const title = toText(member(expanded, 'title'));
  if (title === undefined) {
    problems.add('A result has an empty title in its preview. Choose a value that every result has.');
  }
  return {
    title: title ?? '',
    subtitle: toText(member(expanded, 'subtitle')),
    text: toText(member(expanded, 'text')),
    image: toImage(member(expanded, 'image'), problems),
  };
}

function toImage(image: unknown, problems: Set<string>): SearchResult['preview']['image'] {
  const url = toText(member(image, 'url'));
  if (url === undefined) {
    return undefined;
  }
  if (!isPictureUrl(url)) {
    problems.add(
      'A picture in a preview is neither at an https address without user name nor a data URL, so it is not shown. Correct its address.',
    );
    return undefined;
  }
  return { url, alt: toText(member(image, 'alt')) };
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}
