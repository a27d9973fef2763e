import { isJsonObject, type JsonObject, member, textMember } from '../../../../foundation/json-value.ts';
import type { FunctionView } from '../../../wire/agent.ts';

/** An object of an earlier answer that a model could call the function for. */
export interface FoundItem {
  readonly label: string;
  /** The arguments that identify the object and its version. */
  readonly values: JsonObject;
}

const maxItems = 50;
const maxDepth = 4;
const versionName = /^(version|etag|if-match)$/i;
const titleNames = ['title', 'name', 'subject', 'label'];

/**
 * Finds the objects that have a member for each parameter in the path of the function, with those members, and their
 * version if the function takes one. A model takes the same members over from answers that it has seen.
 * @param texts what the model has received, as JSON; a text that was cut is ignored.
 */
export function findItems(
  { operation, parameters }: Pick<FunctionView, 'operation' | 'parameters'>,
  texts: readonly string[],
): readonly FoundItem[] {
  const pathNames = [...(operation?.path ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
  const names = parameters.map(({ name }) => name).filter((name) => pathNames.includes(name));
  if (names.length === 0) {
    return [];
  }
  const wanted = [...names, ...parameters.map(({ name }) => name).filter((name) => versionName.test(name))];
  const found = new Map<string, FoundItem>();
  const collect = (value: unknown, levels: number): void => {
    if (levels === 0 || found.size === maxItems || typeof value !== 'object' || value === null) {
      return;
    }
    if (isJsonObject(value) && names.every((name) => isScalar(member(value, name)))) {
      const values = wanted.filter((name) => isScalar(member(value, name))).map((name) => [name, value[name]] as const);
      const identity = values.map(([name, each]) => `${name} ${each}`).join(', ');
      const title = titleNames.map((name) => textMember(value, name)).find((text) => text !== undefined);
      const label = title === undefined ? identity : `${title.slice(0, 80)} (${identity})`;
      found.set(label, { label, values: Object.fromEntries(values) });
    }
    for (const inner of Object.values(value)) {
      collect(inner, levels - 1);
    }
  };
  for (const text of texts) {
    collect(parse(text), maxDepth);
  }
  return [...found.values()];
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
