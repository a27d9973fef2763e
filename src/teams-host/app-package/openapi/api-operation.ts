import type { SecurityScheme } from './security-scheme.ts';
import type { ParameterStyle } from './serialize-parameter.ts';

/** One operation of an OpenAPI document, reduced to what a call needs. */
export interface ApiOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Absolute URL of the first server, without a trailing slash. */
  readonly server: string;
  /** Path template, for example `/repairs/{id}`. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** Whether the operation accepts a JSON body. */
  readonly hasBody: boolean;
  /** Alternatives, one of which a call must satisfy; empty if the document requires no credential. */
  readonly securitySchemes: readonly SecurityScheme[];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** For `body`: property names from the root of the body to the value, for example `['repair', 'title']`. */
  readonly at: readonly string[];
  /** Undefined for a list or an object, of which only the default can be sent. */
  readonly type: ApiParameterType | undefined;
  readonly required: boolean;
  /** For `body`: whether the object around it requires it, although that object may be absent. */
  readonly requiredInside?: boolean;
  /** Any JSON value. */
  readonly default?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  /** For all but `body`; the style that OpenAPI has for the place if absent. */
  readonly style?: ParameterStyle | undefined;
}

export type ApiParameterType = 'string' | 'integer' | 'number' | 'boolean';

/** Whether Teams fills a parameter with the value of a field. */
export function isFillable({ in: place, type }: ApiParameter): boolean {
  return type !== undefined && place !== 'header' && place !== 'cookie';
}
