import { member, textMember } from '../../../foundation/json-value.ts';
import type { PopupEnd } from './popup.ts';

/** Name of the BroadcastChannel on which the last page of a sign-in posts the result. */
export const signInChannelName = 'teams-host';

const codePattern = /^\d{6}$/;

/**
 * Parses a message of the channel.
 * @param url the URL that the pop-up was opened with.
 * @returns undefined if the message is not the result of this sign-in.
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
