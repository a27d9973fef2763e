import { isJsonObject, member, textMember } from '../../../foundation/json-value.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import { keepStored, type OpenStorage, readStored } from '../ui/browser-storage.ts';
import type { DraftCard } from './draft-card.ts';

/** What a person has written in a conversation and not sent. */
export interface SavedDraft {
  readonly text: string;
  readonly cards: readonly DraftCard[];
  /** Id of the message it replies to. */
  readonly replyToId: string | undefined;
}

export interface ReadDraft extends SavedDraft {
  /** Why something of the draft is lost, as a sentence. */
  readonly problem: string | undefined;
}

export const emptyDraft: SavedDraft = { text: '', cards: [], replyToId: undefined };

const version = 1;
const discarded = 'The draft that was saved here cannot be read, so it was discarded.';
const appIsGone = 'A card of the draft was removed, because its app is no longer loaded.';

/** Reads the draft of a conversation. @param apps the loaded apps; a card of another one is left out. */
export function readDraft(storage: OpenStorage, key: string, apps: readonly LoadedApp[]): ReadDraft {
  const stored = readStored(storage, key);
  if (stored === undefined) {
    return { ...emptyDraft, problem: undefined };
  }
  const value = parseJson(stored);
  const text = textMember(value, 'text');
  const cards = member(value, 'cards');
  if (member(value, 'version') !== version || text === undefined || !Array.isArray(cards)) {
    return { ...emptyDraft, problem: discarded };
  }
  const found = cards.flatMap((entry: unknown): DraftCard[] => {
    const app = apps.find(({ id }) => id === textMember(entry, 'appId'));
    const card = member(entry, 'card');
    const title = textMember(entry, 'title');
    return app === undefined || !isJsonObject(card) || title === undefined
      ? []
      : [{ key: crypto.randomUUID(), app, title, card }];
  });
  const problem = found.length < cards.length ? appIsGone : undefined;
  return { text, cards: found, replyToId: textMember(value, 'replyToId'), problem };
}

/** Saves the draft of a conversation. @returns false if the browser refuses, because it is too large for example. */
export function keepDraft(storage: OpenStorage, key: string, { text, cards, replyToId }: SavedDraft): boolean {
  const isEmpty = text === '' && cards.length === 0 && replyToId === undefined;
  const kept = cards.map(({ app, title, card }) => ({ appId: app.id, title, card }));
  return keepStored(storage, key, isEmpty ? undefined : JSON.stringify({ version, text, cards: kept, replyToId }));
}

const prefix = 'teams-host-draft ';

/** Returns the key of a draft. @param stateId of the host, so that a reset of the host also drops the drafts. */
export function toDraftKey(stateId: string, person: { readonly id: string; readonly tenantId: string }, id: string) {
  return `${prefix}${stateId} ${person.tenantId} ${person.id} ${id}`;
}

/** Removes the drafts of another state of the host. */
export function removeForeignDrafts(storage: () => Storage, stateId: string): void {
  try {
    const kept = storage();
    for (const key of Object.keys(kept)) {
      if (key.startsWith(prefix) && !key.startsWith(`${prefix}${stateId} `)) {
        kept.removeItem(key);
      }
    }
  } catch {
    // A blocked storage has no drafts.
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
