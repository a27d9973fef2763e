import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { PromptRegular } from '@fluentui/react-icons/svg/prompt';
import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { botsOf } from '../conversations/conversation.ts';
import { findApp } from '../host/loaded-app.ts';

export interface BotCommandsProps {
  /** Called with the text to put into the message. */
  onPick(text: string): void;
}

const scopes = { personal: 'personal', groupChat: 'groupChat', channel: 'team', pair: '' } as const;

/** Menu of the commands of the bots in the chat. */
export function BotCommands({ onPick }: BotCommandsProps): ReactElement | null {
  const { session } = usePage();
  const { conversation } = useChat();
  const { kind } = conversation;
  const commands = botsOf(conversation)
    .filter(({ installed }) => installed)
    .flatMap(({ appId, name }) =>
      (findApp(session.apps, appId)?.bot?.commands ?? [])
        .filter((command) => command.scopes.some((scope) => scope.toLowerCase() === scopes[kind].toLowerCase()))
        .map((command) => ({ ...command, text: kind === 'personal' ? command.title : `@${name} ${command.title}` })),
    );
  return commands.length === 0 ? null : (
    <Menu positioning="above-start">
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="View prompts" relationship="label">
          <Button appearance="subtle" icon={<PromptRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover className="bot-commands">
        <MenuList>
          {commands.map(({ title, description, text }) => (
            <MenuItem key={text} subText={description ?? ''} onClick={() => onPick(text)}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
