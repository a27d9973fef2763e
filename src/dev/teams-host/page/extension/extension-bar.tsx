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
import type { HostApi, SearchResult, Session } from '../host-api.ts';
import { Flyout } from './flyout.tsx';

export interface ExtensionBarProps {
  readonly session: Session;
  readonly host: HostApi;
  /** What the flyout opens above. */
  readonly above: RefObject<HTMLElement | null>;
  onPick(result: SearchResult): void;
  onSignedIn(): void;
}

/** The loaded app under the compose box; its flyout opens above. */
export function ExtensionBar({ session, host, above, onPick, onSignedIn }: ExtensionBarProps): ReactElement {
  const { app } = session;
  const [isOpen, setIsOpen] = useState(false);
  const titleId = useId();
  const close = (): void => setIsOpen(false);
  return (
    <>
      <Popover
        open={isOpen}
        onOpenChange={(_event, data) => setIsOpen(data.open)}
        positioning={{
          position: 'above',
          align: 'start',
          offset: 8,
          target: above.current,
          overflowBoundaryPadding: 8,
        }}
        trapFocus
        unstable_disableAutoFocus
      >
        <PopoverTrigger disableButtonEnhancement>
          <Tooltip content={app.name} relationship="label">
            <Button
              className="extension-button"
              appearance="subtle"
              icon={<img src="/app/color.png" alt="" width="20" height="20" />}
            />
          </Tooltip>
        </PopoverTrigger>
        <PopoverSurface className="flyout" aria-labelledby={titleId}>
          <Flyout
            titleId={titleId}
            app={app}
            host={host}
            onPick={(result) => {
              close();
              onPick(result);
            }}
            onSignedIn={onSignedIn}
            onClose={close}
          />
        </PopoverSurface>
      </Popover>
      <Menu positioning="above-start">
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Apps" relationship="label">
            <Button appearance="subtle" icon={<AddRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem
              icon={<img src="/app/color.png" alt="" width="20" height="20" />}
              subText={app.description ?? app.developer ?? ''}
              onClick={() => setIsOpen(true)}
            >
              {app.name}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  );
}
