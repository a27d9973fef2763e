/** A hop's request in the parts people read. */
export interface RequestParts {
  /** What was asked, without the query: `GET http://127.0.0.1:3978/api/repairs`. */
  readonly head: string;
  /** Decoded query parameters in their order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Takes a request apart; what is no method and address stays whole. */
export function toRequestParts(request: string): RequestParts {
  const [, head, query] = /^([A-Z]+ https?:\/\/[^\s?]+)\?(\S*)$/.exec(request) ?? [];
  return head === undefined || query === undefined
    ? { head: request, parameters: [] }
    : { head, parameters: [...new URLSearchParams(query)] };
}
