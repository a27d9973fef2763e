import { Button } from '@fluentui/react-components';
import { ArrowReplyRegular } from '@fluentui/react-icons/svg/arrow-reply';
import { type ReactElement, useEffect, useRef } from 'react';
import type { Conversation } from '../../wire/conversation.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import type { Author, Message } from '../../wire/message.ts';
import type { OpenTask } from '../dialog/use-tasks.ts';
import { keepAtEnd } from './keep-at-end.ts';
import { MessageItem } from './message-item.tsx';
import { SuggestedActions } from './suggested-actions.tsx';
import { toThreads } from './threads.ts';

export interface MessageListProps {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  readonly typing: Author | undefined;
  onAction(app: LoadedApp, command: Command, message: Message): void;
  onReply(message: Message): void;
  onSay(text: string): void;
  openTask: OpenTask;
}

/** What was said, newest at the end and in sight; in a channel thread by thread. */
export function MessageList(props: MessageListProps): ReactElement {
  const { conversation, messages, typing, onSay } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1);

  useEffect(() => (scroller.current === null ? undefined : keepAtEnd(scroller.current)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest comes into sight
  useEffect(() => {
    scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [newest?.id]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the messages with the keyboard
    <div className="messages" ref={scroller} tabIndex={0} role="log" aria-label="Messages">
      <div className="messages-content">
        {conversation.kind === 'channel' ? <Threads {...props} /> : <Messages {...props} messages={messages} />}
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

function Threads(props: MessageListProps): ReactElement {
  return (
    <ol className="threads">
      {toThreads(props.messages).map(({ root, replies }) => (
        <li key={root.id} className="thread">
          <Messages {...props} messages={[root, ...replies]} />
          <Button
            className="thread-reply"
            appearance="subtle"
            size="small"
            icon={<ArrowReplyRegular />}
            onClick={() => props.onReply(root)}
          >
            Reply
            <span className="only-read-aloud"> to {root.from.name}</span>
          </Button>
        </li>
      ))}
    </ol>
  );
}

function Messages({ conversation, messages, onAction, openTask }: MessageListProps): ReactElement {
  return (
    <ol>
      {messages.map((message, index) => (
        <MessageItem
          key={message.id}
          message={message}
          follows={messages[index - 1]?.from.id === message.from.id}
          isPost={conversation.kind === 'channel'}
          onAction={(app, command) => onAction(app, command, message)}
          openTask={openTask}
        />
      ))}
    </ol>
  );
}
