import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { AppsAddInRegular } from '@fluentui/react-icons/svg/apps-add-in';
import type { ReactElement } from 'react';
import type { ConversationView } from '../../wire/conversation.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { toTitle } from '../conversations/conversation.ts';
import { useInstall } from '../conversations/use-install.ts';
import { findApp } from '../host/loaded-app.ts';
import { ConversationAvatar } from './chat-list.tsx';
import { ChatMenu } from './chat-menu.tsx';

export interface ChatHeaderProps {
  readonly others: readonly ConversationView[];
  onSelect(id: string): void;
}

/** The title, people and apps of the open chat. */
export function ChatHeader({ others, onSelect }: ChatHeaderProps): ReactElement {
  const { session } = usePage();
  const { conversation } = useChat();
  const { kind, people } = conversation;
  const isShared = kind === 'groupChat' || kind === 'channel';
  return (
    <header className="chat-header">
      <ChatMenu selectedId={conversation.id} conversations={others} onSelect={onSelect} />
      <ConversationAvatar conversation={conversation} />
      <h1>{toTitle(conversation, session.user.id)}</h1>
      <span className="chat-people">{isShared && people.map((person) => person.name).join(', ')}</span>
      {conversation.apps.length > 0 && <AppsMenu />}
    </header>
  );
}

function AppsMenu(): ReactElement {
  const { session } = usePage();
  const { conversation } = useChat();
  const { install } = useInstall();
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Apps in this chat" relationship="label">
          <Button className="chat-apps" appearance="subtle" icon={<AppsAddInRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {conversation.apps.map((app) => (
            <MenuItem
              key={app.appId}
              icon={<img src={findApp(session.apps, app.appId)?.icon} alt="" width="20" height="20" />}
              disabled={!app.installed && !app.canInstall}
              onClick={() => install(app, !app.installed)}
            >
              {app.installed ? 'Remove' : 'Add'} {app.name}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
