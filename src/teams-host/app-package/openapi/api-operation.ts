import type { SecurityScheme } from './security-scheme.ts';
import type { ParameterStyle } from './serialize-parameter.ts';

export const httpMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** One operation of an OpenAPI document, reduced to what a call needs. */
export interface ApiOperation {
  readonly id: string;
  /** `description`, or else `summary`. */
  readonly description?: string | undefined;
  /** A message extension calls GET and POST only. */
  readonly method: (typeof httpMethods)[number];
  /** Absolute URL of the first server, without a trailing slash. */
  readonly server: string;
  /** Path template, for example `/repairs/{id}`. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** Whether the operation accepts a JSON body. */
  readonly hasBody: boolean;
  /** `x-openai-isConsequential`; undefined if the document does not say. */
  readonly isConsequential?: boolean | undefined;
  /** Alternatives, one of which a call must satisfy; empty if the document requires no credential. */
  readonly securitySchemes: readonly SecurityScheme[];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** For `body`: property names from the root of the body to the value, for example `['repair', 'title']`. */
  readonly at: readonly string[];
  readonly description?: string | undefined;
  /** Undefined for a list or an object, of which a message extension can send only the default. */
  readonly type: ApiParameterType | undefined;
  /** Type of the items of a list; undefined for anything else. */
  readonly itemType?: ApiParameterType | undefined;
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
