import { Textarea } from '@fluentui/react-components';
import { type KeyboardEvent, type ReactElement, type RefObject, useId, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ConversationView } from '../../wire/conversation.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { botsOf } from '../conversations/conversation.ts';
import { useInstall } from '../conversations/use-install.ts';
import { MentionList } from './mention-list.tsx';
import { completeMention, findMentionQuery, type Mentionable, matchNames } from './mentions.ts';

export interface ComposeFieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  onText(text: string): void;
  onEnter(): void;
}

/** The text field of a message; `@` suggests people and bots. */
export function ComposeField({ field, text, onText, onEnter }: ComposeFieldProps): ReactElement {
  const { session } = usePage();
  const { conversation } = useChat();
  const { install } = useInstall();
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissedAt, setDismissedAt] = useState<number>();
  const [hasFocus, setHasFocus] = useState(false);
  const listId = useId();

  const query = conversation.kind === 'personal' ? undefined : findMentionQuery(text, caret);
  const found =
    query === undefined || query.start === dismissedAt || !hasFocus ? [] : matchNames(toMentionables(), query);
  const activeIndex = Math.min(active, found.length - 1);
  const optionId = (index: number): string => `${listId}-${index}`;

  function toMentionables(): readonly Mentionable[] {
    return [
      ...botsOf(conversation)
        .filter(({ installed, canInstall }) => installed || canInstall)
        .map(({ appId, name, installed }) => ({
          id: appId,
          name,
          isBot: true,
          appToAdd: installed ? undefined : appId,
        })),
      ...conversation.people
        .filter(({ id }) => id !== session.user.id)
        .map(({ id, name }) => ({ id, name, isBot: false })),
    ];
  }
  const choose = ({ name, appToAdd }: Mentionable): void => {
    if (query === undefined) {
      return;
    }
    const completed = completeMention(text, caret, query, name);
    // Rendered synchronously, so that the caret is behind the name before the next key press.
    flushSync(() => {
      onText(completed.text);
      setCaret(completed.caret);
    });
    field.current?.focus();
    field.current?.setSelectionRange(completed.caret, completed.caret);
    if (appToAdd !== undefined) {
      void install({ appId: appToAdd, name }, true);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    const picked = found[activeIndex];
    if (picked !== undefined && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((activeIndex + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
    } else if (picked !== undefined && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      choose(picked);
    } else if (picked !== undefined && event.key === 'Escape') {
      event.preventDefault();
      setDismissedAt(query?.start);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onEnter();
    }
  };

  return (
    <>
      <Textarea
        className="compose-text"
        textarea={{
          ref: field,
          'aria-label': 'Type a message',
          'aria-autocomplete': 'list',
          'aria-haspopup': 'listbox',
          'aria-controls': found.length === 0 ? undefined : listId,
          'aria-activedescendant': found.length === 0 ? undefined : optionId(activeIndex),
          onFocus: () => setHasFocus(true),
          onBlur: () => setHasFocus(false),
          onSelect: ({ currentTarget }) => setCaret(currentTarget.selectionStart),
        }}
        appearance="filled-lighter"
        placeholder={toPlaceholder(conversation)}
        resize="none"
        rows={1}
        value={text}
        onChange={({ currentTarget }, data) => {
          onText(data.value);
          setCaret(currentTarget.selectionStart);
          setActive(0);
          setDismissedAt((at) => (data.value[at ?? -1] === '@' ? at : undefined));
        }}
        onKeyDown={onKeyDown}
      />
      <MentionList id={listId} options={found} active={activeIndex} optionId={optionId} onChoose={choose} />
    </>
  );
}

function toPlaceholder({ kind, apps }: ConversationView): string {
  const bot = apps.find(({ installed }) => installed);
  return kind === 'personal' || bot === undefined ? 'Type a message' : 'Type a message, or @ to mention somebody';
}
