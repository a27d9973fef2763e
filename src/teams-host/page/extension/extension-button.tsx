import { Button, Popover, PopoverSurface, PopoverTrigger, Tooltip } from '@fluentui/react-components';
import { type ReactElement, type RefObject, useId } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import { Flyout } from './flyout.tsx';

export interface ExtensionButtonProps {
  readonly app: LoadedApp;
  readonly above: RefObject<HTMLElement | null>;
  readonly conversationId: string;
  readonly isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  onPick(result: SearchResult): void;
  onAction(command: Command): void;
}

/** One message extension and its flyout. */
export function ExtensionButton(props: ExtensionButtonProps): ReactElement {
  const { app, above, conversationId, isOpen, onOpenChange, onPick, onAction } = props;
  const titleId = useId();
  const close = (): void => onOpenChange(false);
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
      trapFocus
      unstable_disableAutoFocus
    >
      <PopoverTrigger disableButtonEnhancement>
        <Tooltip content={app.name} relationship="label">
          <Button
            className="extension-button"
            appearance="subtle"
            icon={<img src={app.icon} alt="" width="20" height="20" />}
          />
        </Tooltip>
      </PopoverTrigger>
      <PopoverSurface className="flyout" aria-labelledby={titleId}>
        <Flyout
          titleId={titleId}
          app={app}
          conversationId={conversationId}
          onPick={(result) => {
            close();
            onPick(result);
          }}
          onAction={(command) => {
            close();
            onAction(command);
          }}
          onClose={close}
        />
      </PopoverSurface>
    </Popover>
  );
}
