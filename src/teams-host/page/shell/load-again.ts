import { keepStored, type OpenStorage, readStored } from '../ui/browser-storage.ts';

const key = 'teams-host-loaded-again';
/** Milliseconds after which the page may be loaded again once more. */
const pause = 10_000;

interface Note {
  readonly reason: string;
  readonly at: number;
  readonly isRead: boolean;
}

export interface LoadAgainOptions {
  readonly storage?: OpenStorage;
  readonly now?: () => number;
  readonly reload?: () => void;
}

/**
 * Loads the page again, and keeps the reason for the page that follows.
 * @returns false if it was loaded again a moment ago, which did not help, or the reason cannot be kept.
 */
export function loadAgain(
  reason: string,
  { storage = () => sessionStorage, now = Date.now, reload = () => location.reload() }: LoadAgainOptions = {},
): boolean {
  const last = readNote(storage);
  if (last !== undefined && Math.abs(now() - last.at) < pause) {
    return false;
  }
  const note: Note = { reason, at: now(), isRead: false };
  if (!keepStored(storage, key, JSON.stringify(note))) {
    return false;
  }
  reload();
  return true;
}

/** Returns once why the page was loaded again; undefined if the person has loaded it. */
export function takeReason(storage: OpenStorage = () => sessionStorage): string | undefined {
  const note = readNote(storage);
  if (note === undefined || note.isRead) {
    return undefined;
  }
  keepStored(storage, key, JSON.stringify({ ...note, isRead: true } satisfies Note));
  return note.reason;
}

function readNote(storage: OpenStorage): Note | undefined {
  // Only this file writes the key.
  const stored = readStored(storage, key);
  return stored === undefined ? undefined : (JSON.parse(stored) as Note);
}
