import { Button, Textarea } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { AdaptiveCard } from '../cards/adaptive-card.tsx';
import { ExtensionBar } from '../extension/extension-bar.tsx';
import type { HostApi, SearchResult, Session } from '../host-api.ts';
import type { Message, SentCard } from './conversations.ts';

/** What a person has written, before it is sent. */
export type Draft = Pick<Message, 'text' | 'card'>;

export interface ComposeBoxProps {
  readonly session: Session;
  readonly theme: 'light' | 'dark';
  readonly host: HostApi;
  onSend(draft: Draft): void;
  onSignedIn(): void;
}

/** Text, a card picked in the extension, and the row of actions below. */
export function ComposeBox({ session, theme, host, onSend, onSignedIn }: ComposeBoxProps): ReactElement {
  const [text, setText] = useState('');
  const [card, setCard] = useState<SentCard>();
  const field = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const isEmpty = text.trim() === '' && card === undefined;

  useEffect(() => {
    if (card !== undefined) {
      const timer = setTimeout(() => field.current?.focus());
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [card]);

  const send = (): void => {
    if (!isEmpty) {
      onSend({ text: text.trim(), ...(card === undefined ? {} : { card }) });
      setText('');
      setCard(undefined);
      field.current?.focus();
    }
  };
  const sendOnEnter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  const attach = ({ preview, card: content }: SearchResult): void =>
    setCard({ title: preview.title, content, appName: session.app.name });

  return (
    <section className="compose" aria-label="Write a message">
      <div className="compose-field" ref={box}>
        <Textarea
          className="compose-text"
          textarea={{ ref: field, 'aria-label': 'Type a message' }}
          appearance="filled-lighter"
          placeholder="Type a message"
          resize="none"
          rows={1}
          value={text}
          onChange={(_event, data) => setText(data.value)}
          onKeyDown={sendOnEnter}
        />
        {card !== undefined && (
          <div className="compose-card">
            <AdaptiveCard content={card.content} theme={theme} label={`Card to send: ${card.title}`} />
            <Button
              className="compose-card-remove"
              appearance="subtle"
              size="small"
              icon={<DismissRegular />}
              aria-label={`Remove the card ${card.title}`}
              onClick={() => {
                setCard(undefined);
                field.current?.focus();
              }}
            />
          </div>
        )}
      </div>
      <div className="compose-actions">
        <ExtensionBar above={box} session={session} host={host} onPick={attach} onSignedIn={onSignedIn} />
        <Button
          className="compose-send"
          appearance="transparent"
          icon={<SendFilled />}
          aria-label="Send"
          disabledFocusable={isEmpty}
          onClick={send}
        />
      </div>
    </section>
  );
}
