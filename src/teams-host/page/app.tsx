import { Button, FluentProvider, Spinner, teamsDarkTheme, teamsLightTheme } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { HostApi } from './host/host-api.ts';
import type { HostEvents } from './host/host-events.ts';
import { useSession } from './shell/use-session.ts';
import { useTheme } from './shell/use-theme.ts';
import { Workspace } from './shell/workspace.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';

export interface AppProps {
  readonly host: HostApi;
  readonly events: HostEvents;
}

/** The page: a spinner until the session is loaded, then the workspace. */
export function App({ host, events }: AppProps): ReactElement {
  const theme = useTheme();
  const { session, problem, reload } = useSession(host);
  return (
    <FluentProvider theme={theme.theme === 'dark' ? teamsDarkTheme : teamsLightTheme}>
      <div className="page" data-theme={theme.theme}>
        {session !== undefined ? (
          <ErrorBoundary what="The page" shows={session}>
            <Workspace host={host} events={events} session={session} theme={theme} reload={reload} />
          </ErrorBoundary>
        ) : problem !== undefined ? (
          <main className="page-problem">
            <h1>The page cannot start</h1>
            <p>{problem}</p>
            <Button appearance="primary" onClick={() => void reload()}>
              Try again
            </Button>
          </main>
        ) : (
          <main className="page-problem">
            <Spinner label="Starting…" />
          </main>
        )}
      </div>
    </FluentProvider>
  );
}
