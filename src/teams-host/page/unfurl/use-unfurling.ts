import { useEffect, useState } from 'react';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { findLinks } from './find-links.ts';
import { createUnfurling, type Unfurling } from './unfurling.ts';

/** Pause after the last change before the links are requested, in milliseconds. */
const debounce = 400;

/** Follows the links of a text and their previews. */
export function useUnfurling(text: string): Unfurling {
  const { host, session, openPopup, reload } = usePage();
  const { id: conversationId } = useChat().conversation;
  const [unfurling] = useState(() =>
    createUnfurling({
      send: (url, state) => host.unfurl({ conversationId, url, state }),
      openPopup,
      addApp: async (appId) => {
        await host.installApp(appId);
        await reload();
      },
    }),
  );
  useEffect(() => {
    if (text === '') {
      unfurling.clear();
      return undefined;
    }
    const timer = setTimeout(() => unfurling.change(findLinks(text, session.apps)), debounce);
    return () => clearTimeout(timer);
  }, [unfurling, text, session.apps]);
  return unfurling;
}
