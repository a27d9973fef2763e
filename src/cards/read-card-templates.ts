import { readFileSync } from 'node:fs';
import adaptiveCardsTemplating from 'adaptivecards-templating';

// A CommonJS package, whose named exports Node cannot see.
const { Template } = adaptiveCardsTemplating;

/**
 * Expands a template. The data must contain every field that the template uses, and no null: the engine prints
 * `${field}` for a missing field and throws for null inside a text. Expressions inside the data are not evaluated.
 */
export type ExpandTemplate = (data: object) => object;

/** By card. */
export interface CardTemplates {
  readonly guide: ExpandTemplate;
  readonly repair: ExpandTemplate;
  readonly repairForm: ExpandTemplate;
  readonly repairList: ExpandTemplate;
}

/** Reads and parses the bot's templates in `adaptiveCards/`. */
export function readCardTemplates(): CardTemplates {
  return {
    guide: readTemplate('guide.json'),
    repair: readTemplate('repair.json'),
    repairForm: readTemplate('repair-form.json'),
    repairList: readTemplate('repair-list.json'),
  };
}

function readTemplate(file: string): ExpandTemplate {
  const location = new URL(`../../adaptiveCards/${file}`, import.meta.url);
  const template = new Template(JSON.parse(readFileSync(location, 'utf8')));
  return (data) => template.expand({ $root: data });
}
