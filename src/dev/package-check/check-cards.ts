import { isJsonObject, type JsonObject, textMember } from '../../foundation/json-value.ts';
import { followJsonPath, type JsonPath } from '../../teams-host/app-package/api-extension/json-path.ts';
import type { RenderingTemplate } from '../../teams-host/app-package/api-extension/rendering-template.ts';
import { explainParts } from '../../teams-host/card-reader/explain-parts.ts';
import type { PackageParts } from './package-parts.ts';
import { expandSample, withGaps } from './samples/expand-sample.ts';

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
  for (const result of results.flatMap((whole) => [whole, ...withGaps(whole)])) {
    const card = expandSample(expandCard, result);
    const preview = expandSample(expandPreview, result);
    faults.push(...card.faults, ...preview.faults);
    faults.push(...(card.card === undefined ? [] : explainParts([card.card]).faults));
    if (preview.card !== undefined && !textMember(preview.card, 'title')) {
      faults.push('the preview of a result has no title. Choose a field that every result has.');
    }
  }
  return faults;
}

function toResults(response: unknown, jsonPath: JsonPath): readonly JsonObject[] {
  const found = followJsonPath(response, jsonPath);
  return (Array.isArray(found) ? found : [found]).filter(isJsonObject);
}
