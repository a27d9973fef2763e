import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { type ReactElement, type RefObject, useId, useState } from 'react';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { toExtensionKind } from '../host/loaded-app.ts';
import { ExtensionContext } from '../search/extension-context.ts';
import { useEscapeWithoutFocus } from '../ui/use-escape-without-focus.ts';
import { Flyout } from './flyout.tsx';

export interface ExtensionBarProps {
  /** The element that flyouts open above. */
  readonly above: RefObject<HTMLElement | null>;
}

/** The buttons of the message extensions, below the compose box. */
export function ExtensionBar({ above }: ExtensionBarProps): ReactElement {
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
          isOpen={openId === app.id}
          onOpenChange={(isOpen) => setOpenId(isOpen ? app.id : undefined)}
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
                subText={[toExtensionKind(app), app.description ?? app.developer].filter(Boolean).join('. ')}
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

interface ExtensionButtonProps extends ExtensionBarProps {
  readonly app: LoadedApp;
  readonly isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
}

/** One message extension and its flyout. */
function ExtensionButton({ app, above, isOpen, onOpenChange }: ExtensionButtonProps): ReactElement {
  const chat = useChat();
  const titleId = useId();
  const [round, setRound] = useState(0);
  const close = (): void => onOpenChange(false);
  useEscapeWithoutFocus(isOpen, close);
  return (
    <Popover
      open={isOpen}
      onOpenChange={(_event, data) => onOpenChange(data.open)}
      positioning={{
        position: 'above',
        align: 'start',
        offset: 8,
        target: above.current,
        overflowBoundaryPadding: 8,
      }}
      // Fluent's motion keeps the surface in the page after a MessageBar inside it has unmounted: PopoverSurface passes
      // the ref of the motion on to its content, and the bar clears it.
      surfaceMotion={null}
      trapFocus
      unstable_disableAutoFocus
    >
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={`${app.name}: ${toExtensionKind(app)}`} relationship="description">
          <Button
            className="extension-button"
            appearance="subtle"
            aria-label={app.name}
            icon={
              <span className="extension-icon" data-kind={app.extension?.kind === 'api' ? 'API' : 'Bot'}>
                <img src={app.icon} alt="" width="20" height="20" />
              </span>
            }
          />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className="flyout" aria-labelledby={titleId}>
        <ExtensionContext
          value={{
            app,
            round,
            refresh: () => setRound((before) => before + 1),
            pick: (result) => {
              close();
              chat.pick(app, result);
            },
          }}
        >
          <Flyout
            titleId={titleId}
            onAction={(command) => {
              close();
              chat.runAction(app, command);
            }}
            onClose={close}
          />
        </ExtensionContext>
      </PopoverSurface>
    </Popover>
  );
}
