import { member, textMember } from '../../../foundation/json-value.ts';
import type { PopupEnd } from './popup.ts';

/** Name of the BroadcastChannel on which the last page of a sign-in posts its end. */
export const signInChannelName = 'repairs-teams-host';

const codePattern = /^\d{6}$/;

/**
 * Reads a message of the channel; undefined if it is not about the end of the sign-in at `url`.
 * @param url the address the pop-up was opened with.
 */
export function parseSignInMessage(data: unknown, url: string): PopupEnd | undefined {
  const signInId = textMember(data, 'signInId');
  const ownId = URL.parse(url, 'http://127.0.0.1/')?.searchParams.get('signin') ?? undefined;
  const isAboutAnother = ownId !== undefined && signInId !== undefined && signInId !== ownId;
  if (member(data, 'type') !== 'signInEnded' || isAboutAnother) {
    return undefined;
  }
  if (member(data, 'ok') !== true) {
    return { type: 'failed', message: textMember(data, 'message') ?? 'The sign-in failed.' };
  }
  const code = textMember(data, 'state');
  return { type: 'done', state: code !== undefined && codePattern.test(code) ? code : undefined };
}
