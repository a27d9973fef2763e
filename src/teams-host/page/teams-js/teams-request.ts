/** What a page that uses teams-js says to the window it stands in, and how that answers. */
export interface TeamsRequest {
  readonly id: number;
  /** Newer releases find their way back by it. */
  readonly uuid?: string;
  /** What is asked for, such as `initialize` or `authentication.authenticate.success`. */
  readonly func: string;
  readonly args: readonly unknown[];
}

/**
 * Reads what came with a `message` event; undefined where it is no request of teams-js.
 * @see https://github.com/OfficeDev/microsoft-teams-library-js/blob/main/packages/teams-js/src/internal/messageObjects.ts
 */
export function parseTeamsRequest(data: unknown): TeamsRequest | undefined {
  if (typeof data !== 'object' || data === null) {
    return undefined;
  }
  const { id, uuidAsString, func, args } = data as Record<string, unknown>;
  if (typeof id !== 'number' || typeof func !== 'string') {
    return undefined;
  }
  return {
    id,
    func,
    args: Array.isArray(args) ? args : [],
    ...(typeof uuidAsString === 'string' ? { uuid: uuidAsString } : {}),
  };
}

/** The answer to a request; its arguments are those of the page's callback. */
export function toTeamsResponse({ id, uuid }: TeamsRequest, args: readonly unknown[]): object {
  return { id, args, ...(uuid === undefined ? {} : { uuidAsString: uuid }) };
}
