import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Command, HostApi } from '../host-api.ts';
import { createQuery, type Query } from './query.ts';
import { openSignInWindow, type SignInEnd, type SignInWindow, signInChannelName } from './sign-in-window.ts';

const debounce = 300;
const popupWidth = 480;
const popupHeight = 680;

/** The query of a command for as long as its fields are on the screen. */
export function useQuery(command: Command, host: HostApi, onSignedIn: () => void): Query {
  const [query] = useState(() =>
    createQuery({
      command,
      run: host.run,
      debounce,
      openSignIn: (url) => {
        const opened = openPopup(url);
        void opened.ended.then((end: SignInEnd) => {
          if (end.type === 'signedIn') {
            onSignedIn();
          }
        });
        return opened;
      },
    }),
  );
  useEffect(() => () => query.close(), [query]);
  useSyncExternalStore(query.subscribe, query.state);
  return query;
}

function openPopup(url: string): SignInWindow {
  const channel = new BroadcastChannel(signInChannelName);
  const left = Math.max(0, window.screenX + (window.outerWidth - popupWidth) / 2);
  const top = Math.max(0, window.screenY + (window.outerHeight - popupHeight) / 2);
  const features = `popup,width=${popupWidth},height=${popupHeight},left=${left},top=${top}`;
  const opened = openSignInWindow(url, { open: (address) => window.open(address, '_blank', features), channel });
  void opened.ended.then(() => channel.close());
  return opened;
}
