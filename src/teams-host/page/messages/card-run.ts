/** The buttons of one card in a message: asks the bot, signs in where it must, and keeps what came of it. */

import type { JsonObject } from '../../../foundation/json-value.ts';
import type { CardAnswer, DialogAnswer, MessageAnswer, SignInAnswer } from '../../wire/answers.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { type Popup, toPopupProblem } from '../popup/popup.ts';

export interface CardRequest {
  readonly action: JsonObject;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly trigger: 'manual' | 'automatic';
  readonly state?: string;
}

export interface CardState {
  /** Shown in place of the message's card, for this person. */
  readonly card: unknown;
  /** The button that is at work. */
  readonly busy: CardRequest | undefined;
  readonly notice: CardNotice | undefined;
}

export type CardNotice =
  | { readonly type: 'done'; readonly text: string }
  | { readonly type: 'failed'; readonly answer: MessageAnswer }
  | { readonly type: 'signIn'; readonly answer: SignInAnswer; readonly problem?: string }
  | { readonly type: 'signingIn'; readonly answer: SignInAnswer };

export interface CardRunOptions {
  readonly ask: (request: CardRequest) => Promise<CardAnswer>;
  readonly openPopup: OpenPopup;
  /** The button opens a dialog. */
  onDialog(answer: DialogAnswer): void;
}

export interface CardRun {
  readonly state: () => CardState;
  /** @returns stops telling `listener`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Passed over while another button is at work. */
  act(request: CardRequest): void;
  signIn(): void;
  cancelSignIn(): void;
  dismiss(): void;
  /** The message has changed: its own card counts again. */
  reset(): void;
  /** Nothing that is still on its way counts any more. */
  close(): void;
}

export function createCardRun({ ask, openPopup, onDialog }: CardRunOptions): CardRun {
  const listeners = new Set<() => void>();
  let state: CardState = { card: undefined, busy: undefined, notice: undefined };
  let isClosed = false;
  let waiting: CardRequest | undefined;
  let popup: Popup | undefined;

  const become = (next: CardState): void => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const take = (request: CardRequest, answer: CardAnswer): void => {
    if (answer.type === 'signIn') {
      waiting = request;
    }
    become(toState(request, answer, state.card));
    if (answer.type === 'dialog' || answer.type === 'dialogMessage') {
      onDialog(answer);
    }
  };
  const act = (request: CardRequest): void => {
    if (state.busy !== undefined || isClosed) {
      return;
    }
    become({ ...state, busy: request, notice: undefined });
    ask(request)
      .catch(toMessage)
      .then((answer) => {
        if (!isClosed) {
          take(request, answer);
        }
      });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act,
    signIn() {
      const { notice } = state;
      if (notice?.type !== 'signIn' || waiting === undefined) {
        return;
      }
      const { answer } = notice;
      const request = waiting;
      const opened = openPopup(answer);
      popup = opened;
      become({ ...state, notice: { type: 'signingIn', answer } });
      opened.ended.then((end) => {
        if (isClosed || popup !== opened) {
          return;
        }
        popup = undefined;
        const problem = toPopupProblem('signIn', end);
        if (problem === undefined) {
          act(end.type === 'done' && end.state !== undefined ? { ...request, state: end.state } : request);
        } else {
          become({ ...state, notice: { type: 'signIn', answer, problem } });
        }
      });
    },
    cancelSignIn: () => popup?.cancel(),
    dismiss: () => become({ ...state, notice: undefined }),
    reset: () => {
      if (state.card !== undefined) {
        become({ ...state, card: undefined });
      }
    },
    close: () => {
      isClosed = true;
      listeners.clear();
    },
  };
}

function toState({ trigger }: CardRequest, answer: CardAnswer, card: unknown): CardState {
  const quiet = { card, busy: undefined, notice: undefined };
  switch (answer.type) {
    case 'card':
      return { ...quiet, card: answer.card };
    case 'toast':
      return { ...quiet, notice: { type: 'done', text: answer.text } };
    case 'message':
      // A card that only wanted to refresh itself still says what it said.
      return trigger === 'automatic' ? quiet : { ...quiet, notice: { type: 'failed', answer } };
    case 'signIn':
      return trigger === 'automatic' ? quiet : { ...quiet, notice: { type: 'signIn', answer } };
    case 'dialog':
    case 'dialogMessage':
    case 'done':
      return quiet;
  }
}

function toMessage(error: unknown): MessageAnswer {
  return { type: 'message', title: 'That did not work', text: toReasonText(error) };
}
