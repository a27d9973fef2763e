import { Avatar } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { AdaptiveCard } from '../cards/adaptive-card.tsx';
import type { Message } from './conversations.ts';
import { toClock } from './to-clock.ts';

export interface MessageItemProps {
  readonly message: Message;
  readonly isMine: boolean;
  /** Whether the message before it is by the same person. */
  readonly follows: boolean;
  readonly theme: 'light' | 'dark';
}

/** A message: mine on the right, others' on the left. */
export function MessageItem({ message, isMine, follows, theme }: MessageItemProps): ReactElement {
  const { author, sentAt, text, card } = message;
  const className = ['message', isMine ? 'message-mine' : '', follows ? 'message-follows' : ''].join(' ');
  return (
    <li className={className}>
      {!isMine && <Avatar className="message-avatar" name={author.name} color="colorful" size={32} aria-hidden />}
      <div className="message-body">
        <p className="message-meta">
          <span className="message-author">{isMine ? 'You' : author.name}</span>
          <time dateTime={sentAt.toISOString()}>{toClock(sentAt)}</time>
        </p>
        <div className="message-bubble">
          {text !== '' && <p className="message-text">{text}</p>}
          {card !== undefined && (
            <>
              <AdaptiveCard content={card.content} theme={theme} label={card.title} />
              <p className="message-via">
                <img src="/app/color.png" alt="" width="16" height="16" /> {card.appName}
              </p>
            </>
          )}
        </div>
      </div>
    </li>
  );
}
