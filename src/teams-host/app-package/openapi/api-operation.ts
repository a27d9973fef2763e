import type { SecurityScheme } from './security-scheme.ts';

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
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** For `body`: property names from the root of the body to the value, for example `['repair', 'title']`. */
  readonly at: readonly string[];
  readonly type: ApiParameterType;
  readonly required: boolean;
  readonly default?: string | number | boolean | undefined;
  readonly enum?: readonly unknown[] | undefined;
}

export type ApiParameterType = 'string' | 'integer' | 'number' | 'boolean';
