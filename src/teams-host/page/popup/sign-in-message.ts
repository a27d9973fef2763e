/** What the last page of a sign-in says over the BroadcastChannel of the host. */
import type { PopupEnd } from './popup.ts';

/** Name of that channel. */
export const signInChannelName = 'repairs-teams-host';

const codePattern = /^\d{6}$/;

/**
 * Reads a message of the channel; undefined where it is not about the end of the sign-in at `url`.
 * @param url the address the pop-up was opened with.
 */
export function parseSignInMessage(data: unknown, url: string): PopupEnd | undefined {
  if (typeof data !== 'object' || data === null) {
    return undefined;
  }
  const { type, ok, message, signInId, state } = data as Record<string, unknown>;
  const ownId = URL.parse(url, 'http://127.0.0.1/')?.searchParams.get('signin') ?? undefined;
  const isAboutAnother = ownId !== undefined && typeof signInId === 'string' && signInId !== ownId;
  if (type !== 'signInEnded' || isAboutAnother) {
    return undefined;
  }
  if (ok !== true) {
    return { type: 'failed', message: typeof message === 'string' ? message : 'The sign-in did not succeed.' };
  }
  return { type: 'done', ...(typeof state === 'string' && codePattern.test(state) ? { state } : {}) };
}
