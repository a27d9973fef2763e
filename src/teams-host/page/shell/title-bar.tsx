import { Avatar, Badge, ToggleButton, Tooltip } from '@fluentui/react-components';
import { FlowRegular } from '@fluentui/react-icons/svg/flow';
import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { PersonMenu } from './person-menu.tsx';
import type { ThemeInUse } from './use-theme.ts';

export interface TitleBarProps {
  readonly theme: ThemeInUse;
  readonly panelIsOpen: boolean;
  onTogglePanel(): void;
}

/** The title bar: the names of the page and its apps, the button of the flow panel, and the menu of the person. */
export function TitleBar({ theme, panelIsOpen, onTogglePanel }: TitleBarProps): ReactElement {
  const { apps } = usePage().session;
  return (
    <header className="title-bar">
      <Avatar
        className="title-bar-app"
        image={{ src: apps[0]?.icon ?? '/app/color.png', alt: '' }}
        shape="square"
        size={24}
        aria-hidden
      />
      <span className="title-bar-name">Local Teams host</span>
      <Badge className="title-bar-note" appearance="tint" color="informative">
        {apps.map(({ name }) => name).join(' · ')}
      </Badge>
      <Tooltip content="Who called whom" relationship="description">
        <ToggleButton
          className="title-bar-flow"
          appearance="subtle"
          icon={<FlowRegular />}
          checked={panelIsOpen}
          onClick={onTogglePanel}
        >
          Flow
        </ToggleButton>
      </Tooltip>
      <PersonMenu theme={theme} />
    </header>
  );
}
