import { isJsonObject, type JsonObject, textMember, toObject } from '../../foundation/json-value.ts';
import { followJsonPath, type JsonPath } from '../../teams-host/app-package/api-extension/json-path.ts';
import type { RenderingTemplate } from '../../teams-host/app-package/api-extension/rendering-template.ts';
import { explainParts } from '../../teams-host/card-reader/explain-parts.ts';
import { type ExpandTemplate, RenderingFault } from '../../teams-host/cards/card-template.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Expands each rendering template with its sample, complete and with missing fields, and parses the cards with the
 * official renderer.
 * @returns one sentence for each fault.
 */
export function checkCards({ inspection, samples }: PackageParts): readonly string[] {
  const faults = new Set<string>();
  for (const [path, template] of inspection.apiExtension?.templates ?? []) {
    const results = toResults(samples.get(path), template.jsonPath);
    if (results.length === 0) {
      faults.add(`${path} has no sample with results. Add one as ${toSamplePath(path)}.`);
    }
    for (const fault of tryTemplate(template, results)) {
      faults.add(`${path}: ${fault}`);
    }
  }
  return [...faults];
}

/** Returns the path of the sample of a template: `repairs.data.json` beside `repairs.json`. */
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
      const { expanded, unresolved, empty } = expandTemplate(result);
      faults.push(...unresolved.map(toUnresolved), ...empty.map(toEmpty));
      return toObject(expanded);
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
    faults.push(...(card === undefined ? [] : explainParts([card]).faults));
    const preview = expand(expandPreview, result);
    if (preview !== undefined && !textMember(preview, 'title')) {
      faults.push('the preview of a result has no title. Choose a field that every result has.');
    }
  }
  return faults;
}

const toUnresolved = (expression: string): string =>
  `\${${expression}} has no value in some results. Write \${if(${expression}, ${expression}, '')}.`;

const toEmpty = (expression: string): string =>
  `\${${expression}} is null in some results, so nothing is shown there. Write \${if(${expression}, ${expression}, 'other text')}.`;

/** Returns copies of a result that each lack one field, and one with only the first field. */
function withGaps(result: JsonObject): readonly JsonObject[] {
  const entries = Object.entries(result);
  return [
    ...entries.map(([gap]) => Object.fromEntries(entries.filter(([name]) => name !== gap))),
    Object.fromEntries(entries.slice(0, 1)),
  ];
}

function toResults(response: unknown, jsonPath: JsonPath): readonly JsonObject[] {
  const found = followJsonPath(response, jsonPath);
  return (Array.isArray(found) ? found : [found]).filter(isJsonObject);
}
