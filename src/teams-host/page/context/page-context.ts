import { createContext, useContext } from 'react';
import type { Session } from '../../wire/session.ts';
import type { HostApi } from '../host/host-api.ts';
import type { HostEvents } from '../host/host-events.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';

/** What every component of the page can use. */
export interface Page {
  readonly host: HostApi;
  readonly events: HostEvents;
  readonly session: Session;
  readonly theme: 'light' | 'dark';
  readonly openPopup: OpenPopup;
  /** Where and for whom pages of apps are shown at this moment. */
  readonly place: () => TeamsPlace;
  /** Shows a short notification. */
  notify(text: string, intent?: 'success' | 'info' | 'error'): void;
  /** Fetches the session again. */
  reload(): Promise<void>;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** The page around a component. @throws Error outside of it. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) {
    throw new Error('used outside of the page');
  }
  return page;
}
