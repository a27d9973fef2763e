/** The request of a hop, split for display. */
export interface RequestParts {
  /** Method and URL without the query: `GET http://127.0.0.1:3978/api/repairs`. */
  readonly head: string;
  /** Decoded query parameters in order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Splits a request; any text other than a method and a URL is not split. */
export function toRequestParts(request: string): RequestParts {
  const [, head, query] = /^([A-Z]+ https?:\/\/[^\s?]+)\?(\S*)$/.exec(request) ?? [];
  return head === undefined || query === undefined
    ? { head: request, parameters: [] }
    : { head, parameters: [...new URLSearchParams(query)] };
}
