import { Avatar } from '@fluentui/react-components';
import type { ReactElement } from 'react';

export interface NamedAvatarProps {
  readonly name: string;
  /** URL of the icon of an app; if absent, the initials of a person are shown. */
  readonly icon: string | undefined;
  readonly size: 24 | 32;
  readonly className?: string;
}

/** The icon of an app or the initials of a person. It is hidden from screen readers, because the name is beside it. */
export function NamedAvatar({ name, icon, size, className = '' }: NamedAvatarProps): ReactElement {
  return icon === undefined ? (
    <Avatar className={className} name={name} color="colorful" size={size} aria-hidden />
  ) : (
    <Avatar className={className} name={name} shape="square" image={{ src: icon, alt: '' }} size={size} aria-hidden />
  );
}
