import { Avatar, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { type ReactElement, useEffect, useRef } from 'react';
import type { HostApi, Session } from '../host-api.ts';
import { ComposeBox, type Draft } from './compose-box.tsx';
import type { Conversation } from './conversations.ts';
import { MessageItem } from './message-item.tsx';

export interface ChatProps {
  readonly conversation: Conversation;
  readonly session: Session;
  readonly theme: 'light' | 'dark';
  readonly host: HostApi;
  onSend(draft: Draft): void;
  onSignedIn(): void;
}

/** One chat: header, messages, and the box to write in. */
export function Chat({ conversation, session, theme, host, onSend, onSignedIn }: ChatProps): ReactElement {
  const { title, kind, messages, people } = conversation;
  const { problems, name } = session.app;
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (element === null || content === null || content === undefined) {
      return;
    }
    const toEnd = (): void => element.scrollTo({ top: messages.length === 0 ? 0 : element.scrollHeight });
    const observer = new ResizeObserver(toEnd);
    observer.observe(content);
    return () => observer.disconnect();
  }, [messages.length]);

  return (
    <main className="chat">
      <header className="chat-header">
        <Avatar name={title} size={32} color={kind === 'group' ? 'brand' : 'colorful'} aria-hidden />
        <h1>{title}</h1>
        {kind === 'group' && <span className="chat-people">{people.map((person) => person.name).join(', ')}</span>}
      </header>
      {problems.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The app package of {name} would be refused</MessageBarTitle>
            <ul className="chat-problems">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </MessageBarBody>
        </MessageBar>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll the messages with the keyboard */}
      <div className="messages" ref={scroller} tabIndex={0} role="log" aria-label="Messages">
        <ol>
          {messages.map((message, index) => (
            <MessageItem
              key={message.id}
              message={message}
              isMine={message.author.id === session.user.id}
              follows={messages[index - 1]?.author.id === message.author.id}
              theme={theme}
            />
          ))}
        </ol>
      </div>
      <ComposeBox session={session} theme={theme} host={host} onSend={onSend} onSignedIn={onSignedIn} />
    </main>
  );
}
