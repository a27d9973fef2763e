import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { useAttempt } from '../context/use-attempt.ts';
import { useChat } from '../conversations/chat-context.ts';
import { useExtension } from '../search/extension-context.ts';
import { changeSettings } from './change-settings.ts';

/** Menu of an extension: settings, sign-out, and adding or removing the app. */
export function ExtensionMenu(): ReactElement | null {
  const { host, openPopup, reload } = usePage();
  const { id: conversationId } = useChat().conversation;
  const { app, refresh } = useExtension();
  const attempt = useAttempt();
  /** Shows the result of a change, and fetches the results again unless there was none. */
  const change = (work: Promise<string | undefined>): void => {
    attempt(
      work.then((text) => {
        if (text !== undefined) {
          refresh();
        }
        return text;
      }),
    );
  };
  const hasSettings = app.extension?.canUpdateConfiguration === true;
  const canSignOut = app.auth.kind === 'oauth';
  const canAdd = app.extension?.kind === 'bot';
  if (!hasSettings && !canSignOut && !canAdd) {
    return null;
  }
  const setInstalled = async (wanted: boolean): Promise<string> => {
    await (wanted ? host.installApp(app.id) : host.uninstallApp(app.id));
    return wanted ? `${app.name} was added to your apps.` : `${app.name} was removed from your apps.`;
  };
  return (
    <Menu positioning="below-end" onOpenChange={(_event, { open }) => open && void reload()}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={`More options for ${app.name}`} relationship="label">
          <Button className="flyout-menu" appearance="subtle" size="small" icon={<MoreHorizontalRegular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {hasSettings && (
            <MenuItem
              icon={<SettingsRegular />}
              onClick={() => change(changeSettings({ host, openPopup }, app, conversationId))}
            >
              Settings
            </MenuItem>
          )}
          {canSignOut && (
            <MenuItem
              icon={<SignOutRegular />}
              disabled={!app.auth.signedIn}
              onClick={() => change(host.signOut().then(() => 'You are signed out.'))}
            >
              Sign out
            </MenuItem>
          )}
          {canAdd && (
            <MenuItem
              icon={app.installed ? <SubtractCircleRegular /> : <AddRegular />}
              onClick={() => change(setInstalled(!app.installed))}
            >
              {app.installed ? 'Remove' : 'Add'}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
