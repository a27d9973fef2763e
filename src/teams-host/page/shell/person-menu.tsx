import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { ShieldDismissRegular } from '@fluentui/react-icons/svg/shield-dismiss';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import type { ReactElement } from 'react';
import { usePage } from '../context/page-context.ts';
import { useAttempt } from '../context/use-attempt.ts';
import type { ThemeChoice } from './theme-choice.ts';
import type { ThemeInUse } from './use-theme.ts';

const themes: readonly (readonly [ThemeChoice, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'Same as system'],
];

/** Menu to switch the person and the theme, and to sign out of the apps. */
export function PersonMenu({ theme }: { readonly theme: ThemeInUse }): ReactElement {
  const { host, session, reload } = usePage();
  const attempt = useAttempt();
  const { user, users, apps } = session;
  const appsWithSignIn = apps.filter(({ auth, agent }) => auth.kind === 'oauth' || agent?.signedIn === true);
  const isSignedIn = appsWithSignIn.some(({ auth, agent }) => auth.signedIn || agent?.signedIn === true);
  return (
    <Menu
      onOpenChange={(_event, { open }) => open && void reload()}
      checkedValues={{ user: [user.id], theme: [theme.choice] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        const next = users.find(({ id }) => id === checkedItems[0]);
        const choice = themes.find(([value]) => value === checkedItems[0])?.[0];
        if (name === 'user' && next !== undefined && next.id !== user.id) {
          attempt(host.switchUser(next.id).then(() => `You are now ${next.name}.`));
        } else if (name === 'theme' && choice !== undefined) {
          theme.choose(choice);
        }
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          className="person-button"
          icon={<Avatar name={user.name} color="colorful" size={32} badge={{ status: 'available' }} aria-hidden />}
        >
          <span className="only-read-aloud">Settings and account of {user.name}</span>
        </Button>
      </MenuTrigger>
      <MenuPopover className="person-menu">
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>You are</MenuGroupHeader>
            {users.map(({ id, name, tenantName }) => (
              <MenuItemRadio key={id} name="user" value={id} secondaryContent={tenantName}>
                {name}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>Theme</MenuGroupHeader>
            {themes.map(([value, title]) => (
              <MenuItemRadio key={value} name="theme" value={value}>
                {title}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          {appsWithSignIn.length > 0 && (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{isSignedIn ? 'Signed in' : 'Not signed in'}</MenuGroupHeader>
                <MenuItem
                  icon={<SignOutRegular />}
                  disabled={!isSignedIn}
                  onClick={() => attempt(host.signOut().then(() => 'You are signed out.'))}
                >
                  Sign out
                </MenuItem>
                <MenuItem
                  icon={<ShieldDismissRegular />}
                  disabled={!isSignedIn}
                  onClick={() => attempt(host.forgetConsent())}
                >
                  Forget consent
                </MenuItem>
              </MenuGroup>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
