import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { Message } from '../../wire/message.ts';

export interface SuggestedActionsProps {
  readonly actions: Message['suggestedActions'];
  onSay(text: string): void;
}

/** Replies that the bot suggests. */
export function SuggestedActions({ actions, onSay }: SuggestedActionsProps): ReactElement {
  return (
    <ul className="suggested-actions" aria-label="Suggested replies">
      {actions.map(({ title, text }) => (
        <li key={`${title} ${text}`}>
          <Button shape="circular" size="small" onClick={() => onSay(text)}>
            {title}
          </Button>
        </li>
      ))}
    </ul>
  );
}
