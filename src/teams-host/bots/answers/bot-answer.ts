import type { JsonObject } from '../../../foundation/json-value.ts';
import type { CommandOutcome } from '../../commands/command-outcome.ts';
import type { Result } from '../../commands/render-results.ts';

/** A result of a bot: as one of an API, and what happens when it is chosen. */
export interface BotResult extends Result {
  /** Sent back to the bot when the result is chosen, which gives the card to insert. */
  readonly tap?: unknown;
  /** Opened when the preview is pressed. */
  readonly link?: string;
}

export interface BotResults {
  readonly type: 'results';
  readonly layout: 'list' | 'grid';
  readonly results: readonly BotResult[];
  readonly hasMore: boolean;
}

export type DialogSize = number | 'small' | 'medium' | 'large';

export type Dialog = {
  readonly type: 'dialog';
  readonly title: string;
  readonly width: DialogSize;
  readonly height: DialogSize;
} & ({ readonly card: JsonObject } | { readonly url: string });

/** What a person sees after asking a bot for something; `message` says why there is nothing else. */
export type BotAnswer =
  | BotResults
  | Exclude<CommandOutcome, { type: 'results' }>
  | { readonly type: 'settings'; readonly title: string; readonly url: string }
  | Dialog
  | { readonly type: 'dialogMessage'; readonly text: string }
  | { readonly type: 'preview'; readonly card: JsonObject; readonly activity: JsonObject }
  | { readonly type: 'card'; readonly card: JsonObject; readonly refresh?: JsonObject }
  | { readonly type: 'toast'; readonly text: string }
  | { readonly type: 'none' }
  | { readonly type: 'done' };

/** The answer of a bot is none that Teams takes. The message is a sentence, so is the remedy. */
export class AnswerRefused extends Error {
  readonly remedy: string;

  constructor(why: string, remedy: string) {
    super(why);
    this.name = 'AnswerRefused';
    this.remedy = remedy;
  }
}

/** Why there is nothing else to see, in sentences. */
export function toProblem(title: string, text: string, remedy?: string): BotAnswer {
  return { type: 'message', title, text, ...(remedy === undefined ? {} : { remedy }) };
}
