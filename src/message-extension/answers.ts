import type { Attachment, SerializedResult } from '../cards/attachment.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { VersionedCardRepair } from '../cards/repair-card.ts';
import type { AnonymousContext } from './command-context.ts';

export interface ResultAnswer {
  readonly kind: 'result';
  readonly layout: 'list' | 'grid';
  /** Teams lists the previews and inserts the card that is chosen. */
  readonly results: readonly SerializedResult[];
}

/** A sentence in place of results. */
export interface MessageAnswer {
  readonly kind: 'message';
  readonly text: string;
}

/** Opens the settings page. */
export interface ConfigAnswer {
  readonly kind: 'config';
  readonly url: string;
  readonly title: string;
}

/** Opens a dialog, or replaces the content of the open one. */
export interface DialogAnswer {
  readonly kind: 'dialog';
  readonly title: string;
  /** The form, an Adaptive Card. */
  readonly card: Attachment;
  /** In pixels, or by name. */
  readonly height?: number | 'small' | 'medium' | 'large';
  readonly width?: number | 'small' | 'medium' | 'large';
}

/** Closes the dialog and inserts nothing. */
export interface DoneAnswer {
  readonly kind: 'done';
}

export type MessagingExtensionAnswer = ResultAnswer | MessageAnswer | ConfigAnswer | DialogAnswer | DoneAnswer;

/** Creates a result that consists of one card. */
export function toSingleResult(
  cards: Cards,
  versioned: VersionedCardRepair,
  { locale }: Pick<AnonymousContext, 'locale'>,
): ResultAnswer {
  return {
    kind: 'result',
    layout: 'list',
    results: [cards.repairResult(versioned, { kind: 'thumbnail', locale })],
  };
}
