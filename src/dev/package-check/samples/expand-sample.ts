import { type JsonObject, toObject } from '../../../foundation/json-value.ts';
import { type ExpandTemplate, RenderingFault } from '../../../teams-host/cards/card-template.ts';

export interface ExpandedSample {
  /** Undefined if the template cannot be expanded. */
  readonly card: JsonObject | undefined;
  /** One sentence for each expression that has no value or cannot be evaluated. */
  readonly faults: readonly string[];
}

/** Expands a template with one result of the API. */
export function expandSample(expandTemplate: ExpandTemplate, result: JsonObject): ExpandedSample {
  try {
    const { expanded, unresolved, empty } = expandTemplate(result);
    return { card: toObject(expanded), faults: [...unresolved.map(toUnresolved), ...empty.map(toEmpty)] };
  } catch (cause) {
    if (!(cause instanceof RenderingFault)) {
      throw cause;
    }
    return { card: undefined, faults: [`${cause.message}. Correct the expression.`] };
  }
}

const toUnresolved = (expression: string): string =>
  `\${${expression}} has no value in some results. Write \${if(${expression}, ${expression}, '')}.`;

const toEmpty = (expression: string): string =>
  `\${${expression}} is null in some results, so nothing is shown there. Write \${if(${expression}, ${expression}, 'other text')}.`;

/** Returns copies of a result that each lack one field, and one with only the first field. */
export function withGaps(result: JsonObject): readonly JsonObject[] {
  const entries = Object.entries(result);
  return [
    ...entries.map(([gap]) => Object.fromEntries(entries.filter(([name]) => name !== gap))),
    Object.fromEntries(entries.slice(0, 1)),
  ];
}
