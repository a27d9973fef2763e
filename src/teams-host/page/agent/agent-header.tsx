import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { ChatAddRegular } from '@fluentui/react-icons/svg/chat-add';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { type ReactElement, type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { usePage } from '../context/page-context.ts';
import { useAttempt } from '../context/use-attempt.ts';
import { NamedAvatar } from '../ui/named-avatar.tsx';
import type { AgentApp } from './agent-app.ts';
import { AgentDetails } from './agent-details.tsx';

export interface AgentHeaderProps {
  readonly app: AgentApp;
  /** Menu of the other chats, in windows too narrow for their list. */
  readonly chatMenu: ReactNode;
  onNewChat(): void;
}

/** The icon, name and description of the agent, and its menu. */
export function AgentHeader({ app, chatMenu, onNewChat }: AgentHeaderProps): ReactElement {
  const { host, reload } = usePage();
  const attempt = useAttempt();
  const [showsDetails, setShowsDetails] = useState(false);
  const tools = useRef<HTMLDivElement>(null);
  const { id, icon, agent } = app;
  const closeDetails = (): void => {
    // The menu item that opened them is gone, so the dialog cannot return the focus itself.
    flushSync(() => setShowsDetails(false));
    tools.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
  };
  return (
    <header className="chat-header">
      {chatMenu}
      <NamedAvatar name={agent.name} icon={icon} size={32} />
      <h1>{agent.name}</h1>
      <span className="chat-people">{agent.description}</span>
      <div className="agent-tools" ref={tools}>
        <Tooltip content="New chat" relationship="label">
          <Button appearance="subtle" icon={<ChatAddRegular />} onClick={onNewChat} />
        </Tooltip>
        <Menu positioning="below-end" onOpenChange={(_event, { open }) => open && void reload()}>
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content={`More options for ${agent.name}`} relationship="label">
              <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem icon={<InfoRegular />} onClick={() => setShowsDetails(true)}>
                What this agent is
              </MenuItem>
              <MenuItem
                icon={<SignOutRegular />}
                disabled={!agent.signedIn}
                onClick={() => attempt(host.signOutOfAgent(id).then(() => `You are signed out of ${agent.name}.`))}
              >
                Sign out
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
      {showsDetails && <AgentDetails agent={agent} onClose={closeDetails} />}
    </header>
  );
}
