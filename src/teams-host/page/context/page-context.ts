import { createContext, useContext } from 'react';
import type { SessionView } from '../../wire/session.ts';
import type { HostApi } from '../host/host-api.ts';
import type { HostEvents } from '../host/host-events.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';

/** The services and the state that are available to every component of the page. */
export interface Page {
  readonly host: HostApi;
  readonly events: HostEvents;
  readonly session: SessionView;
  readonly theme: 'light' | 'dark';
  readonly openPopup: OpenPopup;
  /** Returns the current context for pages of apps. */
  readonly place: () => TeamsPlace;
  /** Shows a short notification. */
  notify(text: string, intent?: 'success' | 'info' | 'error'): void;
  /** Fetches the session again. */
  reload(): Promise<void>;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** Returns the page that a component belongs to. @throws Error outside of a page. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) {
    throw new Error('used outside of the page');
  }
  return page;
}
