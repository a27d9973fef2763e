import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { SettingsRegular } from '@fluentui/react-icons/svg/settings';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import type { ReactElement } from 'react';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { usePage } from '../context/page-context.ts';
import { toReasonText } from '../host/host-call.ts';
import { changeSettings } from './change-settings.ts';

export interface ExtensionMenuProps {
  readonly app: LoadedApp;
  readonly conversationId: string;
}

/** What a person can set about an extension: its settings, whose tokens it uses, whether it is theirs. */
export function ExtensionMenu({ app, conversationId }: ExtensionMenuProps): ReactElement | null {
  const { host, openPopup, tell, reload } = usePage();
  const hasSettings = app.extension?.canUpdateConfiguration === true;
  const canSignOut = app.auth.kind === 'oauth';
  const canAdd = app.extension?.kind === 'bot';
  if (!hasSettings && !canSignOut && !canAdd) {
    return null;
  }
  const attempt = (work: Promise<string | undefined>): void => {
    work
      .then(
        (text) => text !== undefined && tell(text),
        (error: unknown) => tell(toReasonText(error), 'error'),
      )
      .then(reload);
  };
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
              onClick={() => attempt(changeSettings({ host, openPopup }, app, conversationId))}
            >
              Settings
            </MenuItem>
          )}
          {canSignOut && (
            <MenuItem
              icon={<SignOutRegular />}
              disabled={!app.auth.signedIn}
              onClick={() => attempt(host.signOut().then(() => 'You are signed out.'))}
            >
              Sign out
            </MenuItem>
          )}
          {canAdd && (
            <MenuItem
              icon={app.installed ? <SubtractCircleRegular /> : <AddRegular />}
              onClick={() => attempt(setInstalled(!app.installed))}
            >
              {app.installed ? 'Remove' : 'Add'}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
