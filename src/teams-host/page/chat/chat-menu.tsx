import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { ChatMultipleRegular } from '@fluentui/react-icons/svg/chat-multiple';
import type { ReactElement } from 'react';
import type { ConversationView } from '../../wire/conversation.ts';
import { agentAppsOf } from '../agent/agent-app.ts';
import { usePage } from '../context/page-context.ts';
import { toTitle } from '../conversations/conversation.ts';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { toAgentPlace } from './open-place.ts';

export interface ChatMenuProps {
  /** The open chat or agent. */
  readonly selectedId: string;
  readonly conversations: readonly ConversationView[];
  onSelect(id: string): void;
}

/** Menu of chats and agents, shown instead of their list in narrow windows. */
export function ChatMenu({ selectedId, conversations, onSelect }: ChatMenuProps): ReactElement | null {
  const { session } = usePage();
  const hasNoList = useMediaQuery('(max-width: 60em)');
  return hasNoList ? (
    <Menu
      checkedValues={{ chat: [selectedId] }}
      onCheckedValueChange={(_event, { checkedItems: [id] }) => id !== undefined && onSelect(id)}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Other chats" relationship="label">
          <Button appearance="subtle" icon={<ChatMultipleRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {conversations.map((conversation) => (
            <MenuItemRadio key={conversation.id} name="chat" value={conversation.id}>
              {toTitle(conversation, session.user.id)}
            </MenuItemRadio>
          ))}
          {agentAppsOf(session.apps).map(({ id, agent }) => (
            <MenuItemRadio key={id} name="chat" value={toAgentPlace(id)}>
              {`${agent.name} (agent)`}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  ) : null;
}
