import { Button, Tab, TabList } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useState } from 'react';
import type { HostApi, LoadedApp, SearchResult } from '../host-api.ts';
import { CommandPanel } from './command-panel.tsx';

export interface FlyoutProps {
  readonly titleId: string;
  readonly app: LoadedApp;
  readonly host: HostApi;
  onPick(result: SearchResult): void;
  onSignedIn(): void;
  onClose(): void;
}

/** What opens above the compose box: the app's name, its commands, and the one in use. */
export function Flyout({ titleId, app, host, onPick, onSignedIn, onClose }: FlyoutProps): ReactElement {
  const [selectedId, setSelectedId] = useState<string>();
  const command = app.commands.find(({ id }) => id === selectedId) ?? app.commands[0];
  return (
    <>
      <div className="flyout-header">
        <img src="/app/color.png" alt="" width="24" height="24" />
        <h2 id={titleId}>{app.name}</h2>
        {app.developer !== undefined && <span className="flyout-developer">{app.developer}</span>}
        <Button
          className="flyout-close"
          appearance="subtle"
          size="small"
          icon={<DismissRegular />}
          aria-label="Close"
          onClick={onClose}
        />
      </div>
      {app.commands.length > 1 && (
        <TabList
          size="small"
          selectedValue={command?.id ?? null}
          onTabSelect={(_event, { value }) => setSelectedId(String(value))}
        >
          {app.commands.map(({ id, title }) => (
            <Tab key={id} value={id}>
              {title}
            </Tab>
          ))}
        </TabList>
      )}
      {command === undefined ? (
        <p className="flyout-note">This app has no command for the compose box.</p>
      ) : (
        <CommandPanel
          key={command.id}
          app={app}
          command={command}
          host={host}
          onPick={onPick}
          onSignedIn={onSignedIn}
        />
      )}
    </>
  );
}
