import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { type ReactElement, type RefObject, useState } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { ExtensionButton } from './extension-button.tsx';

export interface ExtensionBarProps {
  /** What a flyout opens above. */
  readonly above: RefObject<HTMLElement | null>;
  readonly conversationId: string;
  onPick(app: LoadedApp, result: SearchResult): void;
  onAction(app: LoadedApp, command: Command): void;
}

/** The message extensions under the compose box; the flyout of each opens above. */
export function ExtensionBar({ above, conversationId, onPick, onAction }: ExtensionBarProps): ReactElement {
  const { session } = usePage();
  const [openId, setOpenId] = useState<string>();
  const apps = session.apps.filter(({ extension }) => extension !== undefined);
  return (
    <>
      {apps.map((app) => (
        <ExtensionButton
          key={app.id}
          app={app}
          above={above}
          conversationId={conversationId}
          isOpen={openId === app.id}
          onOpenChange={(isOpen) => setOpenId(isOpen ? app.id : undefined)}
          onPick={(result) => onPick(app, result)}
          onAction={(command) => onAction(app, command)}
        />
      ))}
      <Menu positioning="above-start">
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Apps" relationship="label">
            <Button appearance="subtle" icon={<AddRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {apps.map((app) => (
              <MenuItem
                key={app.id}
                icon={<img src={app.icon} alt="" width="20" height="20" />}
                subText={app.description ?? app.developer ?? ''}
                onClick={() => setOpenId(app.id)}
              >
                {app.name}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
