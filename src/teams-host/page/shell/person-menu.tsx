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
import type { Person } from '../../wire/person.ts';
import type { Session } from '../../wire/session.ts';
import type { ThemeChoice } from './theme-choice.ts';
import type { ThemeInUse } from './use-theme.ts';

export interface PersonMenuProps {
  readonly session: Session;
  readonly theme: ThemeInUse;
  /** What is shown should be as of now. */
  onOpen(): void;
  onSitAs(user: Person): void;
  onSignOut(): void;
  onForgetConsent(): void;
}

const themes: readonly (readonly [ThemeChoice, string])[] = [
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['system', 'Same as the system'],
];

/** Who sits here, the theme, and the ways out of the app. */
export function PersonMenu({
  session,
  theme,
  onOpen,
  onSitAs,
  onSignOut,
  onForgetConsent,
}: PersonMenuProps): ReactElement {
  const { user, users, apps } = session;
  const asking = apps.filter(({ auth }) => auth.kind === 'oauth');
  const isSignedIn = asking.some(({ auth }) => auth.signedIn);
  return (
    <Menu
      onOpenChange={(_event, { open }) => open && onOpen()}
      checkedValues={{ user: [user.id], theme: [theme.choice] }}
      onCheckedValueChange={(_event, { name, checkedItems }) => {
        const next = users.find(({ id }) => id === checkedItems[0]);
        if (name === 'user' && next !== undefined && next.id !== user.id) {
          onSitAs(next);
        } else if (name === 'theme') {
          theme.choose(checkedItems[0] as ThemeChoice);
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
          {asking.length > 0 && (
            <>
              <MenuDivider />
              <MenuGroup>
                <MenuGroupHeader>{isSignedIn ? 'Signed in' : 'Not signed in'}</MenuGroupHeader>
                <MenuItem icon={<SignOutRegular />} disabled={!isSignedIn} onClick={onSignOut}>
                  Sign out
                </MenuItem>
                <MenuItem icon={<ShieldDismissRegular />} disabled={!isSignedIn} onClick={onForgetConsent}>
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
