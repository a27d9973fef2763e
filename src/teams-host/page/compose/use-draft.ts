import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from 'react';
import { usePage } from '../context/page-context.ts';
import type { DraftCard } from './draft-card.ts';
import { keepDraft, readDraft, type SavedDraft, toDraftKey } from './saved-draft.ts';

export interface DraftInUse extends SavedDraft {
  readonly setText: Dispatch<SetStateAction<string>>;
  readonly setCards: Dispatch<SetStateAction<readonly DraftCard[]>>;
  readonly setReplyToId: Dispatch<SetStateAction<string | undefined>>;
}

const storage = () => localStorage;

/** The draft of a conversation, saved in the browser with each change. */
export function useDraft(conversationId: string): DraftInUse {
  const { session, notify } = usePage();
  const { stateId, user, apps } = session;
  const key = toDraftKey(stateId, user, conversationId);
  const [saved] = useState(() => readDraft(storage, key, apps));
  const [text, setText] = useState(saved.text);
  const [cards, setCards] = useState(saved.cards);
  const [replyToId, setReplyToId] = useState(saved.replyToId);
  const isUnsaved = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, when the conversation opens
  useEffect(() => {
    if (saved.problem !== undefined) {
      notify(saved.problem, 'info');
    }
  }, [saved]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once until a draft can be saved again
  useEffect(() => {
    const isKept = keepDraft(storage, key, { text, cards, replyToId });
    if (!isKept && !isUnsaved.current) {
      notify('The browser cannot save this draft. It is lost when the page closes.', 'info');
    }
    isUnsaved.current = !isKept;
  }, [key, text, cards, replyToId]);
  return { text, cards, replyToId, setText, setCards, setReplyToId };
}
