import { useEffect, useState, useSyncExternalStore } from 'react';
import { usePage } from '../context/page-context.ts';
import { findLinks } from './find-links.ts';
import { createUnfurling, type Unfurling } from './unfurling.ts';

/** A link is asked for once the person has stopped typing at it. */
const debounce = 400;

/** The links of the text, unfolded. */
export function useUnfurling(conversationId: string, text: string): Unfurling {
  const { host, session, openPopup } = usePage();
  const [unfurling] = useState(() =>
    createUnfurling({
      ask: (url, state) => host.unfurl({ conversationId, url, ...(state === undefined ? {} : { state }) }),
      openPopup,
    }),
  );
  useSyncExternalStore(unfurling.subscribe, unfurling.state);
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
