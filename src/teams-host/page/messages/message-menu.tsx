import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { EditRegular } from '@fluentui/react-icons/svg/edit';
import { EmojiRegular } from '@fluentui/react-icons/svg/emoji';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import type { ReactElement } from 'react';
import type { Message, ReactionType } from '../../wire/message.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { commandsAt } from '../host/loaded-app.ts';
import { reactionKinds } from './reactions.tsx';

export interface MessageMenuProps {
  readonly message: Message;
  readonly isMine: boolean;
  onEdit(): void;
  onDelete(): void;
  onReact(type: ReactionType): void;
}

/** Menu of a message: the actions of apps, then reacting, editing and deleting. */
export function MessageMenu({ message, isMine, onEdit, onDelete, onReact }: MessageMenuProps): ReactElement {
  const { session } = usePage();
  const { runAction } = useChat();
  const actions = session.apps.flatMap((app) =>
    commandsAt(app, 'action', 'message').map((command) => ({ app, command })),
  );
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="More options" relationship="description">
          <Button
            className="message-menu"
            appearance="subtle"
            size="small"
            icon={<MoreHorizontalRegular />}
            aria-label={`More options for ${isMine ? 'your message' : `the message of ${message.from.name}`}`}
          />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {actions.map(({ app, command }) => (
            <MenuItem
              key={`${app.id} ${command.id}`}
              icon={<img src={app.icon} alt="" width="20" height="20" />}
              subText={app.name}
              onClick={() => runAction(app, command, message)}
            >
              {command.title}
            </MenuItem>
          ))}
          {actions.length > 0 && <MenuDivider />}
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuItem icon={<EmojiRegular />}>React</MenuItem>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {reactionKinds.map(({ type, sign, name }) => (
                  <MenuItem key={type} icon={<span aria-hidden="true">{sign}</span>} onClick={() => onReact(type)}>
                    {name}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
          {isMine && (
            <>
              {message.text !== '' && (
                <MenuItem icon={<EditRegular />} onClick={onEdit}>
                  Edit
                </MenuItem>
              )}
              <MenuItem icon={<DeleteRegular />} onClick={onDelete}>
                Delete
              </MenuItem>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
