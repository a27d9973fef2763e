import { createContext, useContext } from 'react';
import type { HostApi } from '../host/host-api.ts';
import type { LoadedApp } from '../host/loaded-app.ts';
import type { Session } from '../host/session-api.ts';
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

/** The app with this id, or with the bot that has it: a bot's messages name the bot. */
export function findApp(apps: readonly LoadedApp[], id: string | undefined): LoadedApp | undefined {
  return apps.find((app) => app.id === id) ?? apps.find(({ bot }) => id !== undefined && bot?.id === id);
}
