import { createContext, useContext } from 'react';
import type { Session } from '../../wire/session.ts';
import type { HostApi } from '../host/host-api.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import type { TeamsPlace } from '../teams-js/teams-context.ts';

/** What everything on the page may need. */
export interface Page {
  readonly host: HostApi;
  readonly session: Session;
  readonly theme: 'light' | 'dark';
  readonly openPopup: OpenPopup;
  /** Where and before whom pages of apps are shown right now. */
  readonly place: () => TeamsPlace;
  /** Says something to the person in passing. */
  tell(text: string, intent?: 'success' | 'info' | 'error'): void;
  /** Asks the host again who sits here and how things stand. */
  reload(): Promise<void>;
}

export const PageContext = createContext<Page | undefined>(undefined);

/** The page a component stands in; throws outside of one. */
export function usePage(): Page {
  const page = useContext(PageContext);
  if (page === undefined) {
    throw new Error('stands outside of the page');
  }
  return page;
}
