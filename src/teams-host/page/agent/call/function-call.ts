/** The state machine of a call of a function: the prompts of the host, the sign-in, the call itself and its result. */
import { createStore } from 'zustand/vanilla';
import type {
  ConfirmationPrompt,
  ConnectionPrompt,
  FunctionAnswer,
  FunctionCallRequest,
  FunctionResult,
} from '../../../wire/agent.ts';
import type { MessageAnswer, SignInAnswer } from '../../../wire/answers.ts';
import { toReasonText } from '../../host/host-call.ts';
import type { OpenPopup } from '../../popup/open-app-popup.ts';
import { createPendingPopup } from '../../popup/pending-popup.ts';
import type { ReadableStore } from '../../ui/readable-store.ts';

export type CallState =
  /** `delay` says how long the host has not answered: for a while, or nearly as long as Copilot waits. */
  | { readonly phase: 'waiting'; readonly delay?: 'long' | 'nearlyTooLong' }
  | { readonly phase: 'connect'; readonly prompt: ConnectionPrompt }
  | { readonly phase: 'confirm'; readonly prompt: ConfirmationPrompt }
  | { readonly phase: 'popup'; readonly answer: SignInAnswer; readonly problem?: string }
  | { readonly phase: 'popupOpen'; readonly answer: SignInAnswer }
  | { readonly phase: 'result'; readonly answer: FunctionResult }
  | { readonly phase: 'message'; readonly answer: MessageAnswer }
  /** The person has refused a prompt or cancelled the call; `text` says what that means. */
  | { readonly phase: 'cancelled'; readonly text: string };

export interface FunctionCallOptions {
  readonly request: Omit<FunctionCallRequest, 'consent'>;
  readonly send: (request: FunctionCallRequest, signal: AbortSignal) => Promise<FunctionAnswer>;
  readonly openPopup: OpenPopup;
  /** Called when the call has ended, in whatever way. */
  readonly onEnd: () => void;
}

export interface FunctionCall extends ReadableStore<CallState> {
  /** Answers the prompt that is shown. @param always whether not to ask again, where that is offered. */
  allow(always?: boolean): void;
  /** Refuses the prompt that is shown, or gives up the call. */
  cancel(): void;
  openPopup(): void;
  cancelPopup(): void;
  /** Begins again, without any consent. */
  tryAgain(): void;
  /** Aborts the request and ignores the open pop-up. */
  close(): void;
}

/** Pauses after which people are told that the call takes long, and that Copilot would soon give up, in milliseconds. */
export const longAfter = 5_000;
export const nearlyTooLongAfter = 30_000;

/** Whether nothing more happens by itself or by an answer of the person. */
export function isEnded({ phase }: CallState): boolean {
  return phase === 'result' || phase === 'message' || phase === 'cancelled';
}

/** Creates a call and sends its request. */
export function createFunctionCall({ request, send, openPopup, onEnd }: FunctionCallOptions): FunctionCall {
  const store = createStore<CallState>(() => ({ phase: 'waiting' }));
  const popup = createPendingPopup(openPopup);
  let running: AbortController | undefined;
  let timers: readonly ReturnType<typeof setTimeout>[] = [];

  const setState = (next: CallState): void => {
    store.setState(next, true);
    if (isEnded(next)) {
      onEnd();
    }
  };
  const stop = (): void => {
    for (const timer of timers) {
      clearTimeout(timer);
    }
    running?.abort();
    running = undefined;
  };
  let consent: FunctionCallRequest['consent'];
  const run = (): void => {
    stop();
    const mine = new AbortController();
    running = mine;
    setState({ phase: 'waiting' });
    timers = [
      setTimeout(() => setState({ phase: 'waiting', delay: 'long' }), longAfter),
      setTimeout(() => setState({ phase: 'waiting', delay: 'nearlyTooLong' }), nearlyTooLongAfter),
    ];
    send({ ...request, consent }, mine.signal)
      .catch(toMessage)
      .then((answer) => {
        if (running === mine) {
          stop();
          setState(toState(answer));
        }
      });
  };
  run();

  return {
    ...store,
    allow(always) {
      const state = store.getState();
      if (state.phase === 'connect' || state.phase === 'confirm') {
        consent = { id: state.prompt.consentId, always };
        run();
      }
    },
    cancel() {
      const { phase } = store.getState();
      if (phase === 'waiting') {
        stop();
        setState({ phase: 'cancelled', text: 'You cancelled the call. If the API has received it, it is not undone.' });
      } else if (phase === 'connect' || phase === 'confirm') {
        setState({ phase: 'cancelled', text: 'You did not allow it, so nothing was sent.' });
      } else if (phase === 'popup') {
        setState({ phase: 'cancelled', text: 'You did not sign in, so nothing was sent.' });
      }
    },
    openPopup() {
      const state = store.getState();
      if (state.phase === 'popup') {
        const { answer } = state;
        popup.open(answer, (problem) =>
          problem === undefined ? run() : setState({ phase: 'popup', answer, problem }),
        );
        setState({ phase: 'popupOpen', answer });
      }
    },
    cancelPopup: popup.cancel,
    tryAgain() {
      consent = undefined;
      run();
    },
    close() {
      stop();
      popup.forget();
    },
  };
}

function toState(answer: FunctionAnswer): CallState {
  switch (answer.type) {
    case 'connect':
      return { phase: 'connect', prompt: answer };
    case 'confirm':
      return { phase: 'confirm', prompt: answer };
    case 'signIn':
      return { phase: 'popup', answer };
    case 'functionResult':
      return { phase: 'result', answer };
    case 'message':
      return { phase: 'message', answer };
  }
}

function toMessage(error: unknown): MessageAnswer {
  return { type: 'message', title: 'The call failed', text: toReasonText(error) };
}
