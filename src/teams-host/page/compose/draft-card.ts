import type { SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** A card in the draft of a message. */
export interface DraftCard {
  readonly key: string;
  readonly app: LoadedApp;
  readonly title: string;
  /** Adaptive Card. */
  readonly card: unknown;
  /** One sentence for each part of the app's card that is not on this one. */
  readonly notes?: readonly string[] | undefined;
  /** URL of what the card shows. */
  readonly link?: string | undefined;
}

export function toDraftCard(app: LoadedApp, { preview, card, notes, link }: SearchResult): DraftCard {
  return { key: crypto.randomUUID(), app, title: preview.title || app.name, card, notes, link };
}
