import { Button } from '@fluentui/react-components';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { type ReactElement, type RefObject, useRef } from 'react';
import type { Message } from '../../wire/message.ts';
import type { Draft } from '../../wire/requests.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { botsOf } from '../conversations/conversation.ts';
import { ExtensionBar } from '../extension/extension-bar.tsx';
import { LinkPreviews } from '../unfurl/link-previews.tsx';
import { useUnfurling } from '../unfurl/use-unfurling.ts';
import { BotCommands } from './bot-commands.tsx';
import { ComposeField } from './compose-field.tsx';
import { DraftCards } from './draft-cards.tsx';
import { toMentionMarkup } from './mentions.ts';
import { ReplyNote } from './reply-note.tsx';
import type { DraftInUse } from './use-draft.ts';

export interface ComposeBoxProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly draft: DraftInUse;
  /** First message of the thread to reply to. */
  readonly replyTo: Message | undefined;
  /** @returns whether the message was sent. */
  onSend(draft: Draft): Promise<boolean>;
}

/** The draft of a message: text, cards and link previews, with a row of actions below. */
export function ComposeBox(props: ComposeBoxProps): ReactElement {
  const { field, draft, replyTo, onSend } = props;
  const { text, cards, setText, setCards, setReplyToId } = draft;
  const { session } = usePage();
  const { conversation } = useChat();
  const unfurling = useUnfurling(text);
  const box = useRef<HTMLDivElement>(null);
  const isEmpty = text.trim() === '' && cards.length === 0;
  const names = [
    ...botsOf(conversation).filter(({ installed }) => installed),
    ...conversation.people.filter(({ id }) => id !== session.user.id),
  ].map(({ name }) => name);

  const send = async (): Promise<void> => {
    if (isEmpty) {
      return;
    }
    const unfurled = unfurling.getState().flatMap(({ url, state }) =>
      state.phase === 'card'
        ? [
            {
              appId: state.appId,
              card: state.result.card,
              link: state.result.link ?? url,
              notes: state.result.notes,
            },
          ]
        : [],
    );
    const all = [...cards.map(({ app, card, link, notes }) => ({ appId: app.id, card, link, notes })), ...unfurled];
    setText('');
    setCards([]);
    field.current?.focus();
    const isSent = await onSend({
      text: toMentionMarkup(text.trim(), conversation.kind === 'personal' ? [] : names),
      replyToId: replyTo?.id,
      cards: all.length === 0 ? undefined : all,
    });
    if (isSent) {
      setReplyToId(undefined);
    } else {
      setText((since) => since || text);
      setCards(cards);
    }
  };

  return (
    <section className="compose" aria-label="Write a message">
      {replyTo !== undefined && <ReplyNote message={replyTo} onCancel={() => setReplyToId(undefined)} />}
      <div className="compose-field" ref={box}>
        <ComposeField field={field} text={text} onText={setText} onEnter={() => void send()} />
        <DraftCards
          cards={cards}
          onRemove={(card) => {
            setCards(cards.filter((other) => other !== card));
            field.current?.focus();
          }}
        />
        <LinkPreviews unfurling={unfurling} />
      </div>
      <div className="compose-actions">
        <ExtensionBar above={box} />
        <BotCommands
          onPick={(words) => {
            setText(words);
            setTimeout(() => field.current?.focus());
          }}
        />
        <Button
          className="compose-send"
          appearance="transparent"
          icon={<SendFilled />}
          aria-label="Send"
          disabledFocusable={isEmpty}
          onClick={() => void send()}
        />
      </div>
    </section>
  );
}
