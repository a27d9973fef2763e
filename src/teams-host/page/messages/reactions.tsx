import { ToggleButton } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Message, ReactionType } from '../../wire/message.ts';

/** The reactions that Teams offers. */
export const reactionKinds: readonly { readonly type: ReactionType; readonly sign: string; readonly name: string }[] = [
  { type: 'like', sign: '👍', name: 'Like' },
  { type: 'heart', sign: '❤️', name: 'Heart' },
  { type: 'laugh', sign: '😆', name: 'Laugh' },
  { type: 'surprised', sign: '😮', name: 'Surprised' },
  { type: 'sad', sign: '🙁', name: 'Sad' },
  { type: 'angry', sign: '😡', name: 'Angry' },
];

export interface ReactionsProps {
  readonly message: Message;
  readonly myName: string;
  onReact(type: ReactionType, remove: boolean): void;
}

/** The reactions to a message. */
export function Reactions({ message, myName, onReact }: ReactionsProps): ReactElement | null {
  if (message.reactions.length === 0) {
    return null;
  }
  return (
    <ul className="reactions" aria-label="Reactions">
      {message.reactions.map(({ type, people }) => {
        const kind = reactionKinds.find((candidate) => candidate.type === type);
        const isMine = people.includes(myName);
        return (
          <li key={type}>
            <ToggleButton size="small" shape="circular" checked={isMine} onClick={() => onReact(type, isMine)}>
              <span aria-hidden="true">{kind?.sign}</span>
              {people.length}
              <span className="only-read-aloud">
                {kind?.name ?? type}: {people.join(', ')}
              </span>
            </ToggleButton>
          </li>
        );
      })}
    </ul>
  );
}
