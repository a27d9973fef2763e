import { isJsonObject, textMember } from '../../../foundation/json-value.ts';

/** What a page that uses teams-js posts to the window that shows it. */
export interface TeamsRequest {
  readonly id: number;
  /** Identifies the request in newer releases. */
  readonly uuid: string | undefined;
  /** Such as `initialize` or `authentication.authenticate.success`. */
  readonly func: string;
  readonly args: readonly unknown[];
}

export interface TeamsResponse {
  readonly id: number;
  readonly uuidAsString: string | undefined;
  /** Arguments of the page's callback. */
  readonly args: readonly unknown[];
}

/**
 * Reads the data of a `message` event; undefined for anything but a request of teams-js.
 * @see https://github.com/OfficeDev/microsoft-teams-library-js/blob/main/packages/teams-js/src/internal/messageObjects.ts
 */
export function parseTeamsRequest(data: unknown): TeamsRequest | undefined {
  const { id, func, args } = isJsonObject(data) ? data : {};
  return typeof id === 'number' && typeof func === 'string'
    ? { id, uuid: textMember(data, 'uuidAsString'), func, args: Array.isArray(args) ? args : [] }
    : undefined;
}

export function toTeamsResponse({ id, uuid }: TeamsRequest, args: readonly unknown[]): TeamsResponse {
  return { id, uuidAsString: uuid, args };
}
