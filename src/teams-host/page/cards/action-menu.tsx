import { Menu, MenuItem, MenuList, MenuPopover } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Action } from '../../card-reader/official-renderer.ts';

export interface OpenMenu {
  readonly actions: readonly Action[];
  /** The button that opened it. */
  readonly button: HTMLElement;
}

export interface ActionMenuProps {
  readonly menu: OpenMenu;
  onClose(): void;
}

/** The secondary buttons of a card, which are in a menu beside the others. */
export function ActionMenu({ menu: { actions, button }, onClose }: ActionMenuProps): ReactElement {
  return (
    <Menu open positioning={{ target: button }} onOpenChange={(_, { open }) => !open && onClose()}>
      <MenuPopover>
        <MenuList>
          {actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no id and keep their places
            <MenuItem key={index} disabled={!action.isEffectivelyEnabled()} onClick={() => action.execute()}>
              {action.title ?? ''}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
