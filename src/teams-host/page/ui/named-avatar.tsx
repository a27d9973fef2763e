import { Avatar } from '@fluentui/react-components';
import type { ReactElement } from 'react';

export interface NamedAvatarProps {
  readonly name: string;
  /** Of an app; a person's initials where absent. */
  readonly icon: string | undefined;
  readonly size: 24 | 32;
  readonly className?: string;
}

/** The icon of an app or the initials of a person. Hidden from screen readers: the name is beside it. */
export function NamedAvatar({ name, icon, size, className = '' }: NamedAvatarProps): ReactElement {
  return icon === undefined ? (
    <Avatar className={className} name={name} color="colorful" size={size} aria-hidden />
  ) : (
    <Avatar className={className} name={name} shape="square" image={{ src: icon, alt: '' }} size={size} aria-hidden />
  );
}
