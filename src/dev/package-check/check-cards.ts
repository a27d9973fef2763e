import { createRequire } from 'node:module';
import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import { followJsonPath, type JsonPath } from '../../teams-host/app-package/api-extension/json-path.ts';
import type { RenderingTemplate } from '../../teams-host/app-package/api-extension/rendering-template.ts';
import { type ExpandTemplate, RenderingFault } from '../../teams-host/cards/card-template.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Expands each rendering template with its sample, whole and with every field but the first missing, and has the official
 * renderer read the cards.
 * @returns one sentence for each fault.
 */
export function checkCards({ inspection, samples }: PackageParts): readonly string[] {
  const faults = new Set<string>();
  for (const [path, template] of inspection.apiExtension?.templates ?? []) {
    const results = toResults(samples.get(path), template.jsonPath);
    if (results.length === 0) {
      faults.add(`${path} has no sample with results to try it with. Put one beside it, in ${toSamplePath(path)}.`);
    }
    for (const fault of tryTemplate(template, results)) {
      faults.add(`${path}: ${fault}`);
    }
  }
  return [...faults];
}

/** Where the sample of a template lies: `repairs.data.json` beside `repairs.json`. */
export function toSamplePath(templatePath: string): string {
  return templatePath.replace(/\.json$/, '.data.json');
}

function tryTemplate(
  { expandCard, expandPreview }: RenderingTemplate,
  results: readonly JsonObject[],
): readonly string[] {
  const faults: string[] = [];
  const expand = (expandTemplate: ExpandTemplate, result: JsonObject): JsonObject | undefined => {
    try {
      const { expanded, unresolved } = expandTemplate(result);
      faults.push(...unresolved.map(toUnresolved));
      return isJsonObject(expanded) ? expanded : {};
    } catch (cause) {
      if (!(cause instanceof RenderingFault)) {
        throw cause;
      }
      faults.push(`${cause.message}. Correct the expression.`);
      return undefined;
    }
  };
  for (const result of results.flatMap((whole) => [whole, ...withGaps(whole)])) {
    const card = expand(expandCard, result);
    faults.push(...(card === undefined ? [] : readByRenderer(card)));
    const preview = expand(expandPreview, result);
    if (preview !== undefined && !textMember(preview, 'title')) {
      faults.push('the preview of a result has no title. Choose one that every result has.');
    }
  }
  return faults;
}

const toUnresolved = (expression: string): string =>
  `\${${expression}} has no value in some results. Write \${if(${expression}, ${expression}, '')}.`;

/** The result with one field missing, for each field; and with the first field alone. */
function withGaps(result: JsonObject): readonly JsonObject[] {
  const entries = Object.entries(result);
  return [
    ...entries.map(([gap]) => Object.fromEntries(entries.filter(([name]) => name !== gap))),
    Object.fromEntries(entries.slice(0, 1)),
  ];
}

/** What the official renderer complains of while it reads a card for version 1.5, the newest that Teams takes here. */
export function readByRenderer(card: object): readonly string[] {
  // Its module build cannot be loaded by Node; only this one can, and `require` has no types.
  const require = createRequire(import.meta.url);
  const { AdaptiveCard, SerializationContext, Versions } =
    require('adaptivecards/dist/adaptivecards.js') as typeof import('adaptivecards');
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, index) => {
    const { message } = context.getEventAt(index);
    return `the card is not as it should be: ${message}`;
  });
}

function toResults(response: unknown, jsonPath: JsonPath): readonly JsonObject[] {
  const found = followJsonPath(response, jsonPath);
  return (Array.isArray(found) ? found : [found]).filter(isJsonObject);
}
