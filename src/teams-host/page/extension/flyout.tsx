import { Button, Tab, TabList } from '@fluentui/react-components';
import { AddSquareRegular } from '@fluentui/react-icons/svg/add-square';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { type ReactElement, useState } from 'react';
import type { Command } from '../../wire/loaded-app.ts';
import { commandsAt, toExtensionKind } from '../host/loaded-app.ts';
import { CommandPanel } from '../search/command-panel.tsx';
import { useExtension } from '../search/extension-context.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { ExtensionMenu } from './extension-menu.tsx';

export interface FlyoutProps {
  readonly titleId: string;
  onAction(command: Command): void;
  onClose(): void;
}

/**
 * The flyout of a message extension: the name of the app, its commands, and the fields and results of the selected one.
 */
export function Flyout({ titleId, onAction, onClose }: FlyoutProps): ReactElement {
  const { app } = useExtension();
  const [selectedId, setSelectedId] = useState<string>();
  const queries = commandsAt(app, 'query', 'compose', 'commandBox');
  const actions = commandsAt(app, 'action', 'compose');
  const command = queries.find(({ id }) => id === selectedId) ?? queries[0];
  return (
    <>
      <div className="flyout-header">
        <img src={app.icon} alt="" width="24" height="24" />
        <div className="flyout-name">
          <h2 id={titleId}>{app.name}</h2>
          <span className="flyout-developer">{[toExtensionKind(app), app.developer].filter(Boolean).join(' · ')}</span>
        </div>
        <ExtensionMenu />
        <Button appearance="subtle" size="small" icon={<DismissRegular />} aria-label="Close" onClick={onClose} />
      </div>
      {actions.length > 0 && (
        <ul className="flyout-actions" aria-label="Actions">
          {actions.map((action) => (
            <li key={action.id}>
              <Button
                size="small"
                icon={<AddSquareRegular />}
                title={action.description}
                onClick={() => onAction(action)}
              >
                {action.title}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {queries.length > 1 && (
        <TabList
          size="small"
          selectedValue={command?.id ?? null}
          onTabSelect={(_event, { value }) => setSelectedId(String(value))}
        >
          {queries.map(({ id, title }) => (
            <Tab key={id} value={id}>
              {title}
            </Tab>
          ))}
        </TabList>
      )}
      {command !== undefined ? (
        <ErrorBoundary key={command.id} what="This command" shows={command}>
          <CommandPanel command={command} />
        </ErrorBoundary>
      ) : (
        actions.length === 0 && <p className="flyout-note">This app has no commands for the compose box.</p>
      )}
    </>
  );
}
