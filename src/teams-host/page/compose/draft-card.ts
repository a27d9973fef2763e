import type { SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** A card in the draft of a message. */
export interface DraftCard {
  readonly key: string;
  readonly app: LoadedApp;
  readonly title: string;
  /** Adaptive Card. */
  readonly card: unknown;
}

export function toDraftCard(app: LoadedApp, { preview, card }: SearchResult): DraftCard {
  return { key: crypto.randomUUID(), app, title: preview.title || app.name, card };
}
