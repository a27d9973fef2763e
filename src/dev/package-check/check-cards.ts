import { createRequire } from 'node:module';
import { isJsonObject, type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { followJsonPath, parseJsonPath } from '../../teams-host/app-package/api-extension/json-path.ts';
import { parseCardTemplate, RenderingFault, TemplateFault } from '../../teams-host/cards/card-template.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Fills each rendering template with its sample, whole and with every field but the first missing, and has the official
 * renderer read the cards.
 * @returns one sentence for each fault.
 */
export function checkCards({ templates, samples }: PackageParts): readonly string[] {
  const faults = new Set<string>();
  for (const [path, template] of templates) {
    const results = toResults(samples.get(path), textMember(template, 'jsonPath'));
    if (results.length === 0) {
      faults.add(`${path} has no sample with results to try it with. Put one beside it, in ${toSamplePath(path)}.`);
    }
    try {
      for (const fault of tryTemplate(template, results)) {
        faults.add(`${path}: ${fault}`);
      }
    } catch (cause) {
      if (!(cause instanceof TemplateFault)) {
        throw cause;
      }
      faults.add(`${path}: ${cause.message}`);
    }
  }
  return [...faults];
}

/** Where the sample of a template lies: `repairs.data.json` beside `repairs.json`. */
export function toSamplePath(templatePath: string): string {
  return templatePath.replace(/\.json$/, '.data.json');
}

function tryTemplate(template: JsonObject, results: readonly JsonObject[]): readonly string[] {
  const faults: string[] = [];
  const toExpand = (part: string) => {
    const expandTemplate = parseCardTemplate(toObject(member(template, part)));
    return (result: JsonObject): JsonObject | undefined => {
      try {
        const { expanded, unresolved } = expandTemplate(result);
        faults.push(...unresolved.map(toUnresolved));
        return toObject(expanded);
      } catch (cause) {
        if (!(cause instanceof RenderingFault)) {
          throw cause;
        }
        faults.push(`${cause.message}. Correct the expression.`);
        return undefined;
      }
    };
  };
  const expandCard = toExpand('responseCardTemplate');
  const expandPreview = toExpand('previewCardTemplate');
  for (const result of results.flatMap((whole) => [whole, ...withGaps(whole)])) {
    const card = expandCard(result);
    faults.push(...(card === undefined ? [] : readByRenderer(card)));
    const preview = expandPreview(result);
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
  // Its module build cannot be loaded by Node; only this one can.
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

function toResults(answer: unknown, jsonPath: string | undefined): readonly JsonObject[] {
  const path = parseJsonPath(jsonPath ?? '$') ?? [];
  const found = followJsonPath(answer, path);
  return (Array.isArray(found) ? found : [found]).filter(isJsonObject);
}

function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
