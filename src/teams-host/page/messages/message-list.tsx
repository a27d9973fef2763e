import { Button } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Author, Message } from '../../wire/message.ts';
import { useChat } from '../conversations/chat-context.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { keepAtEnd } from './keep-at-end.ts';
import { MessageItem } from './message-item.tsx';
import { SuggestedActions } from './suggested-actions.tsx';
import { toThreads } from './threads.ts';

export interface MessageListProps {
  readonly messages: readonly Message[];
  /** Shown while there are no messages. */
  readonly empty: ReactElement;
  readonly typing: Author | undefined;
  onReply(message: Message): void;
  onSay(text: string): void;
}

/** The messages of the open chat, scrolled to the newest; those of a channel are grouped by thread. */
export function MessageList({ messages, empty, typing, onReply, onSay }: MessageListProps): ReactElement {
  const { conversation } = useChat();
  const scroller = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1);

  useEffect(() => (scroller.current === null ? undefined : keepAtEnd(scroller.current)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls to the newest message
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [newest?.id]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the messages with the keyboard
    <div className="messages" ref={scroller} tabIndex={0} role="log" aria-label="Messages">
      <div className="messages-content">
        {messages.length === 0 ? (
          empty
        ) : conversation.kind === 'channel' ? (
          <Threads messages={messages} onReply={onReply} />
        ) : (
          <Messages messages={messages} />
        )}
        {newest !== undefined && newest.suggestedActions.length > 0 && (
          <SuggestedActions actions={newest.suggestedActions} onSay={onSay} />
        )}
        <p className="typing" role="status">
          {typing !== undefined && (
            <>
              <span className="typing-dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {typing.name} is typing…
            </>
          )}
        </p>
      </div>
    </div>
  );
}

function Threads({ messages, onReply }: Pick<MessageListProps, 'messages' | 'onReply'>): ReactElement {
  return (
    <ol className="threads">
      {toThreads(messages).map(({ root, replies }) => (
        <li key={root.id} className="thread">
          <Messages messages={[root, ...replies]} />
          <Button
            className="thread-reply"
            appearance="subtle"
            size="small"
            icon={<ArrowReplyRegular />}
            onClick={() => onReply(root)}
          >
            Reply
            <span className="only-read-aloud"> to {root.from.name}</span>
          </Button>
        </li>
      ))}
    </ol>
  );
}

function Messages({ messages }: Pick<MessageListProps, 'messages'>): ReactElement {
  return (
    <ol>
      {messages.map((message, index) => (
        <ErrorBoundary key={message.id} what="This message" shows={message} element="li">
          <MessageItem message={message} follows={messages[index - 1]?.from.id === message.from.id} />
        </ErrorBoundary>
      ))}
    </ol>
  );
}
