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
  /** True where the operation takes a JSON body. */
  readonly hasBody: boolean;
  /** One of them goes with a call; none where the document asks for no token or key. */
  readonly securitySchemes: readonly SecurityScheme[];
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** For `body`: the names on the way to the value, for example `['repair', 'title']`. */
  readonly at: readonly string[];
  readonly type: ApiParameterType;
  readonly required: boolean;
  readonly default?: string | number | boolean;
  readonly enum?: readonly unknown[];
}

export type ApiParameterType = 'string' | 'integer' | 'number' | 'boolean';
