import type { SecurityScheme } from './security-scheme.ts';

/** One operation of an OpenAPI document, reduced to what a call needs. */
export interface ApiOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Absolute address of the first server, without a slash at its end. */
  readonly server: string;
  /** Path template, for example `/repairs/{id}`. */
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
  /** Whether the operation takes a JSON body. */
  readonly hasBody: boolean;
  /** A call satisfies one of them; empty if the document requires no credential. */
  readonly securitySchemes: readonly SecurityScheme[];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** For `body`: the names on the way to the value, for example `['repair', 'title']`. */
  readonly at: readonly string[];
  readonly type: ApiParameterType;
  readonly required: boolean;
  readonly default?: string | number | boolean | undefined;
  readonly enum?: readonly unknown[] | undefined;
}

export type ApiParameterType = 'string' | 'integer' | 'number' | 'boolean';
