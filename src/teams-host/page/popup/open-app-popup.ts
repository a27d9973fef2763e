import { connectTeamsPage, isPageOrigin } from '../teams-js/connect-teams-page.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';
import { openPopup, type Popup, type PopupEnd } from './popup.ts';
import { parseSignInMessage, signInChannelName } from './sign-in-message.ts';

/** Opens the pop-up that an answer requires. */
export type OpenPopup = (answer: { readonly type: 'signIn' | 'settings'; readonly url: string }) => Popup;

const width = 480;
const height = 680;

/**
 * Creates the function that opens a pop-up in the centre of this window. A sign-in ends with a message from the last
 * page of the host, or like a page of an app: with a call of `authentication.notifySuccess` or `notifyFailure` of
 * teams-js.
 * @param place returns the current context; the conversation is the one in which the pop-up was opened.
 */
export function createOpenPopup(place: () => TeamsPlace): OpenPopup {
  return ({ type, url }) => {
    const { conversation } = place();
    const open = (address: string): Window | null => {
      const left = Math.max(0, window.screenX + (window.outerWidth - width) / 2);
      const top = Math.max(0, window.screenY + (window.outerHeight - height) / 2);
      return window.open(address, '_blank', `popup,width=${width},height=${height},left=${left},top=${top}`);
    };
    const own = new URL(url, location.href).origin;
    const accepts = type === 'signIn' ? isPageOrigin : (origin: string) => origin === own;
    const listen = (popup: Window, end: (how: PopupEnd) => void): (() => void) => {
      const stopTeams = connectTeamsPage({
        window,
        other: () => popup,
        accepts,
        page: () => ({ ...place(), conversation, frameContext: 'authentication' }),
        onEvent: (event) => {
          if (event.type === 'succeeded') {
            end({ type: 'done', state: event.result === '' ? undefined : event.result });
          } else if (event.type === 'failed') {
            end(event.reason === 'CancelledByUser' ? { type: 'closed' } : { type: 'failed', message: event.reason });
          }
        },
      });
      const stopChannel = type === 'signIn' ? listenToChannel(url, end) : () => {};
      return () => {
        stopTeams();
        stopChannel();
      };
    };
    return openPopup(url, { open, listen });
  };
}

function listenToChannel(url: string, end: (how: PopupEnd) => void): () => void {
  const channel = new BroadcastChannel(signInChannelName);
  channel.addEventListener('message', ({ data }) => {
    const how = parseSignInMessage(data, url);
    if (how !== undefined) {
      end(how);
    }
  });
  return () => channel.close();
}
