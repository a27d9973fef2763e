import { follow, type Json } from './open-api.ts';

/** What an example is made of beside the schema. */
export interface ExampleContext {
  readonly document: Json;
  /** Address of a picture, for every text with the format `uri`. */
  readonly picture: string;
  /** Number of the item in the innermost list, so that its texts differ from those of the others. */
  readonly item?: number;
}

/** Items of a list whose schema has no example. */
const listLength = 2;

/**
 * Makes an example of a schema: what the document gives (`example`, `default`, `enum` …), or else a value that fits.
 * Members that lead back to a schema that is being read are left out.
 * @param name of the member; texts are called like it.
 */
export function toExample(context: ExampleContext, schema: Json, name = 'value'): unknown {
  return make(context, schema, name, []);
}

function make(context: ExampleContext, given: Json, name: string, trail: readonly Json[]): unknown {
  const schema = merge(context.document, follow(context.document, given));
  const [written] = [
    schema.example,
    schema.examples?.[0],
    schema.default,
    schema.const,
    schema.enum?.find((value: unknown) => value !== null),
  ].filter((value) => value !== undefined);
  if (written !== undefined) {
    return written;
  }
  if (trail.includes(schema.source)) {
    return undefined;
  }
  const inside = [...trail, schema.source];
  switch (toType(schema)) {
    case 'object':
      return makeObject(context, schema, inside);
    case 'array': {
      const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = schema;
      const length = Math.min(Math.max(listLength, minItems), maxItems);
      const list = Array.from({ length }, (_, at) => make({ ...context, item: at + 1 }, items, name, inside));
      return list.filter((item) => item !== undefined);
    }
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, Math.max(schema.minimum ?? 1, 1));
    case 'boolean':
      return true;
    default:
      return makeText(context, schema, name);
  }
}

function makeObject(context: ExampleContext, schema: Json, inside: readonly Json[]): unknown {
  const members = Object.entries<Json>(schema.properties ?? {})
    .filter(([, property]) => property.writeOnly !== true)
    .map(([member, property]) => [member, make(context, property, member, inside)]);
  if (members.length === 0 && typeof schema.additionalProperties === 'object') {
    members.push(['name', make(context, schema.additionalProperties, 'name', inside)]);
  }
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function makeText({ picture, item }: ExampleContext, { format, minLength = 0, maxLength }: Json, name: string): string {
  const formats: Readonly<Record<string, string>> = {
    date: '2026-03-02',
    'date-time': '2026-03-02T08:30:00Z',
    time: '08:30:00Z',
    email: 'person@example.com',
    uuid: '12345678-1234-4234-8234-123456789012',
    uri: picture,
    url: picture,
    byte: 'dGV4dA==',
  };
  return (formats[format] ?? ['a', name, item].filter(Boolean).join(' ')).padEnd(minLength, '.').slice(0, maxLength);
}

/** Joins `allOf`, and selects the first of `oneOf` or `anyOf`. */
function merge(document: Json, schema: Json): Json {
  const source = schema;
  const { allOf = [], oneOf = [], anyOf = [], ...own } = schema;
  const parts = [...allOf, ...[...oneOf, ...anyOf].slice(0, 1)].map((part) => merge(document, follow(document, part)));
  const properties = Object.assign({}, ...[...parts, own].map((part) => part.properties));
  return Object.assign({}, ...parts, own, Object.keys(properties).length > 0 && { properties }, { source });
}

/** The type of a schema, also of one that leaves it out or allows several (OpenAPI 3.1). */
function toType({ type, properties, additionalProperties, items }: Json): string | undefined {
  if (type !== undefined) {
    return Array.isArray(type) ? type.find((one: string) => one !== 'null') : type;
  }
  if (properties !== undefined || typeof additionalProperties === 'object') {
    return 'object';
  }
  return items === undefined ? undefined : 'array';
}
