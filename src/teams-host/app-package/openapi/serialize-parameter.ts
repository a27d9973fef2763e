import { isJsonObject, member } from '../../../foundation/json-value.ts';
import { ExactNumber, toExactJson } from '../files/exact-number.ts';

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

/** How the value of a parameter is written (OpenAPI 3.0.3, "Style Values"). */
export interface ParameterStyle {
  /** `json` for a parameter that is described by `content`. */
  readonly name: string;
  readonly explode: boolean;
}

/** Thrown for a value that its style cannot express; the message is a clause. */
export class SerializationFault extends Error {}

const defaultStyles = { path: 'simple', query: 'form', header: 'simple', cookie: 'form' } as const;
const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const;

/** @param parameter a parameter object of OpenAPI 3.0. */
export function readStyle(parameter: unknown, place: ParameterPlace): ParameterStyle {
  if (member(parameter, 'content') !== undefined) {
    return { name: 'json', explode: false };
  }
  const style = member(parameter, 'style');
  const name = typeof style === 'string' ? style : defaultStyles[place];
  const explode = member(parameter, 'explode');
  return { name, explode: typeof explode === 'boolean' ? explode : name === 'form' };
}

/**
 * Writes the value of a parameter as its style says: the part of the path, of the query or of the `Cookie` header with
 * its name, or the value of the header. Percent-encodes names and values, except in headers.
 * @param value any JSON value.
 * @throws SerializationFault for a value that the style cannot express.
 */
export function serializeParameter(
  name: string,
  place: ParameterPlace,
  value: unknown,
  { name: style, explode }: ParameterStyle = { name: defaultStyles[place], explode: defaultStyles[place] === 'form' },
): string {
  if (style === 'json') {
    const text = toExactJson(value);
    return place === 'query' || place === 'cookie' ? `${encode(name)}=${encode(text)}` : encodeIn(place, text);
  }
  if (!styles[place].some((known) => known === style)) {
    throw new SerializationFault(`the style "${style}", which does not exist in the ${place}`);
  }
  const key = encode(name);
  const write = (item: unknown): string => encodeIn(place, toText(item));
  const pairs = isJsonObject(value) && !(value instanceof ExactNumber) ? Object.entries(value) : undefined;
  const items = Array.isArray(value) ? value : undefined;
  const flat = items?.map(write) ?? pairs?.flatMap(([member, item]) => [encodeIn(place, member), write(item)]);
  const exploded = (separator: string, nameOfItem?: string): string => {
    const listed = items?.map((item) => (nameOfItem === undefined ? write(item) : `${nameOfItem}=${write(item)}`));
    const named = pairs?.map(([member, item]) => `${encodeIn(place, member)}=${write(item)}`);
    return (listed ?? named ?? []).join(separator);
  };
  if (flat === undefined && style !== 'deepObject') {
    const text = write(value);
    return style === 'simple'
      ? text
      : style === 'label'
        ? `.${text}`
        : `${style === 'matrix' ? ';' : ''}${key}=${text}`;
  }
  switch (style) {
    case 'simple':
      return explode ? exploded(',') : (flat ?? []).join(',');
    case 'label':
      return `.${explode ? exploded('.') : (flat ?? []).join(',')}`;
    case 'matrix':
      return `;${explode ? exploded(';', key) : `${key}=${(flat ?? []).join(',')}`}`;
    case 'deepObject':
      if (pairs === undefined) {
        throw new SerializationFault('the style "deepObject", which is for objects only');
      }
      return pairs.map(([member, item]) => `${key}%5B${encode(member)}%5D=${write(item)}`).join('&');
    default:
      // An empty list has no items to name.
      return explode && flat?.length !== 0
        ? exploded('&', key)
        : `${key}=${(flat ?? []).join(separators[style] ?? ',')}`;
  }
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C' };

/** Percent-encodes everything but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodeIn(place: ParameterPlace, text: string): string {
  if (place !== 'header') {
    return encode(text);
  }
  if (!/^[\x20-\x7e]*$/.test(text)) {
    throw new SerializationFault('characters that are not allowed in a header');
  }
  return text;
}

function toText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof ExactNumber) {
    return value.text;
  }
  throw new SerializationFault(
    value === null ? 'null, which OpenAPI does not serialize' : 'nested values, which OpenAPI does not serialize',
  );
}
