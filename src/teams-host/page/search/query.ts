/** The state machine of a query command, including the sign-in if one is needed, and further pages of results. */
import { createStore } from 'zustand/vanilla';
import type { CommandAnswer, MessageAnswer, PopupAnswer, ResultsAnswer } from '../../wire/answers.ts';
import type { Command, ParameterValues } from '../../wire/loaded-app.ts';
import type { QueryRequest } from '../../wire/requests.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { createPendingPopup } from '../popup/pending-popup.ts';
import type { ReadableStore } from '../ui/readable-store.ts';
import { initialFields, isComplete, toParameterValues } from './parameters.ts';

export type QueryState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting'; readonly previous?: ResultsAnswer | undefined }
  | {
      readonly phase: 'results';
      readonly answer: ResultsAnswer;
      /** Whether the next page is loading, or why it did not load. */
      readonly more?: 'waiting' | { readonly problem: string };
    }
  | { readonly phase: 'message'; readonly answer: MessageAnswer }
  | { readonly phase: 'popup'; readonly answer: PopupAnswer; readonly problem?: string }
  | { readonly phase: 'popupOpen'; readonly answer: PopupAnswer };

export interface QueryOptions {
  readonly command: Command;
  readonly run: (request: QueryRequest, signal: AbortSignal) => Promise<CommandAnswer>;
  readonly openPopup: OpenPopup;
  /** Pause after the last change before the command runs, in milliseconds. */
  readonly debounce: number;
}

export interface Query extends ReadableStore<QueryState> {
  /** Sets the values of the fields; the command runs after the pause. */
  change(fields: ParameterValues): void;
  /** Runs at once with the current fields. */
  runNow(): void;
  /** Loads the next page of results. */
  loadMore(): void;
  openPopup(): void;
  cancelPopup(): void;
  /** Aborts the running request and ignores the open pop-up. */
  close(): void;
}

/** Number of results per page, as in Teams. */
const pageSize = 25;

/** Creates the query of a command with the initial values of its fields; it runs only after `change` or `runNow`. */
export function createQuery({ command, run, openPopup, debounce }: QueryOptions): Query {
  const store = createStore<QueryState>(() => ({ phase: 'idle' }));
  const popup = createPendingPopup(openPopup);
  const setState = (next: QueryState): void => store.setState(next, true);
  let fields = initialFields(command);
  let isUntouched = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    running?.abort();
    running = undefined;
  };
  const send = ({ skip, state }: Pick<QueryRequest, 'skip' | 'state'>, then: (answer: CommandAnswer) => void): void => {
    const mine = new AbortController();
    running = mine;
    const initialRun = command.initialRun && isUntouched ? true : undefined;
    run({ parameters: toParameterValues(fields), initialRun, count: pageSize, skip, state }, mine.signal)
      .catch(toMessage)
      .then((answer) => {
        if (running === mine) {
          running = undefined;
          then(answer);
        }
      });
  };

  const runWith = (popupState?: string): void => {
    stop();
    if (!isComplete(command, fields)) {
      setState({ phase: 'idle' });
      return;
    }
    const state = store.getState();
    const previous = state.phase === 'results' ? state.answer : state.phase === 'waiting' ? state.previous : undefined;
    setState({ phase: 'waiting', previous });
    send({ skip: 0, state: popupState }, (answer) => setState(toState(answer)));
  };

  return {
    ...store,
    change: (next) => {
      fields = next;
      isUntouched = false;
      stop();
      if (store.getState().phase !== 'popupOpen') {
        timer = setTimeout(() => runWith(), debounce);
      }
    },
    runNow: () => runWith(),
    loadMore() {
      const state = store.getState();
      if (state.phase !== 'results' || state.answer.hasMore !== true || state.more === 'waiting') {
        return;
      }
      const { answer: shown } = state;
      setState({ phase: 'results', answer: shown, more: 'waiting' });
      send({ skip: shown.results.length }, (answer) => {
        if (answer.type === 'results') {
          const results = [...shown.results, ...answer.results];
          setState({ phase: 'results', answer: { ...answer, layout: shown.layout, results } });
        } else if (answer.type === 'message') {
          setState({ phase: 'results', answer: shown, more: { problem: `${answer.title}. ${answer.text}` } });
        } else {
          setState(toState(answer));
        }
      });
    },
    openPopup() {
      const state = store.getState();
      if (state.phase === 'popup') {
        const { answer } = state;
        popup.open(answer, (problem, popupState) =>
          problem === undefined ? runWith(popupState) : setState({ phase: 'popup', answer, problem }),
        );
        setState({ phase: 'popupOpen', answer });
      }
    },
    cancelPopup: popup.cancel,
    close: () => {
      stop();
      popup.forget();
    },
  };
}

function toState(answer: CommandAnswer): QueryState {
  switch (answer.type) {
    case 'results':
      return { phase: 'results', answer };
    case 'signIn':
    case 'settings':
      return { phase: 'popup', answer };
    case 'message':
      return { phase: 'message', answer };
  }
}

function toMessage(error: unknown): MessageAnswer {
  return { type: 'message', title: 'The search failed', text: toReasonText(error) };
}
