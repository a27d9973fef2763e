import { textMember, toObject } from '../../../foundation/json-value.ts';

/** A request that a page posts with teams-js to the window that embeds or opened it. */
export interface TeamsRequest {
  readonly id: number;
  /** Identifies the request in newer versions of teams-js. */
  readonly uuid: string | undefined;
  /** Name of the function, for example `initialize` or `authentication.authenticate.success`. */
  readonly func: string;
  readonly args: readonly unknown[];
}

export interface TeamsResponse {
  readonly id: number;
  readonly uuidAsString: string | undefined;
  /** Arguments for the callback of the page. */
  readonly args: readonly unknown[];
}

/**
 * Parses the data of a `message` event.
 * @returns undefined if it is not a request of teams-js.
 * @see
 * https://github.com/OfficeDev/microsoft-teams-library-js/blob/main/packages/teams-js/src/internal/messageObjects.ts
 */
export function parseTeamsRequest(data: unknown): TeamsRequest | undefined {
  const { id, func, args } = toObject(data);
  return typeof id === 'number' && typeof func === 'string'
    ? { id, uuid: textMember(data, 'uuidAsString'), func, args: Array.isArray(args) ? args : [] }
    : undefined;
}

export function toTeamsResponse({ id, uuid }: TeamsRequest, args: readonly unknown[]): TeamsResponse {
  return { id, uuidAsString: uuid, args };
}
