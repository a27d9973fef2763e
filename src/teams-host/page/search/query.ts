/** One command while its flyout is open: runs as the person types, asks for sign-in, runs again afterwards, goes on at the end. */

import type { CommandAnswer, MessageAnswer, PopupAnswer, ResultsAnswer } from '../../wire/answers.ts';
import type { Command, ParameterValues } from '../../wire/loaded-app.ts';
import type { QueryRequest } from '../../wire/requests.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { type Popup, toPopupProblem } from '../popup/popup.ts';
import { initialFields, isComplete, toParameterValues } from './parameters.ts';

export type QueryState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting'; readonly previous?: ResultsAnswer }
  | {
      readonly phase: 'results';
      readonly answer: ResultsAnswer;
      /** Whether what follows is on its way, or why it does not come. */
      readonly more?: 'waiting' | { readonly problem: string };
    }
  | { readonly phase: 'message'; readonly answer: MessageAnswer }
  | { readonly phase: 'popup'; readonly answer: PopupAnswer; readonly problem?: string }
  | { readonly phase: 'popupOpen'; readonly answer: PopupAnswer };

export interface QueryOptions {
  readonly command: Command;
  readonly run: (request: QueryRequest, signal: AbortSignal) => Promise<CommandAnswer>;
  readonly openPopup: OpenPopup;
  /** Quiet time in milliseconds after the last change before the command runs. */
  readonly debounce: number;
}

export interface Query {
  readonly state: () => QueryState;
  /** @returns stops telling `listener`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The fields hold other values: runs soon. */
  change(fields: ParameterValues): void;
  /** Runs at once with what the fields hold. */
  runNow(): void;
  /** Asks for what follows the results that are there. */
  goOn(): void;
  openPopup(): void;
  cancelPopup(): void;
  /** Nothing that is still on its way counts any more. */
  close(): void;
}

/** Results in one answer, as Teams asks for them. */
const pageSize = 25;

/** Creates the query of a command with its fields as they are at first; it runs nothing before `change` or `runNow`. */
export function createQuery({ command, run, openPopup, debounce }: QueryOptions): Query {
  const listeners = new Set<() => void>();
  let state: QueryState = { phase: 'idle' };
  let fields = initialFields(command);
  let isUntouched = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  let popup: Popup | undefined;

  const become = (next: QueryState): void => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const stop = (): void => {
    clearTimeout(timer);
    running?.abort();
    running = undefined;
  };
  const ask = (request: Partial<QueryRequest>, then: (answer: CommandAnswer) => void): void => {
    const mine = new AbortController();
    running = mine;
    const opening = command.initialRun && isUntouched ? { initialRun: true } : {};
    run({ parameters: toParameterValues(fields), ...opening, count: pageSize, ...request }, mine.signal)
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
      become({ phase: 'idle' });
      return;
    }
    const previous = state.phase === 'results' ? state.answer : state.phase === 'waiting' ? state.previous : undefined;
    become({ phase: 'waiting', ...(previous === undefined ? {} : { previous }) });
    ask({ skip: 0, ...(popupState === undefined ? {} : { state: popupState }) }, (answer) => become(toState(answer)));
  };

  const goOn = (): void => {
    if (state.phase !== 'results' || state.answer.hasMore !== true || state.more === 'waiting') {
      return;
    }
    const { answer: shown } = state;
    become({ phase: 'results', answer: shown, more: 'waiting' });
    ask({ skip: shown.results.length }, (answer) => {
      if (answer.type === 'results') {
        become({
          phase: 'results',
          answer: { ...answer, layout: shown.layout, results: [...shown.results, ...answer.results] },
        });
      } else if (answer.type === 'message') {
        become({ phase: 'results', answer: shown, more: { problem: `${answer.title}. ${answer.text}` } });
      } else {
        become(toState(answer));
      }
    });
  };

  const open = (): void => {
    if (state.phase !== 'popup') {
      return;
    }
    const { answer } = state;
    const opened = openPopup(answer);
    popup = opened;
    become({ phase: 'popupOpen', answer });
    opened.ended.then((end) => {
      if (popup !== opened) {
        return;
      }
      popup = undefined;
      const problem = toPopupProblem(answer.type, end);
      if (problem === undefined) {
        runWith(end.type === 'done' ? end.state : undefined);
      } else {
        become({ phase: 'popup', answer, problem });
      }
    });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (next) => {
      fields = next;
      isUntouched = false;
      stop();
      if (state.phase !== 'popupOpen') {
        timer = setTimeout(() => runWith(), debounce);
      }
    },
    runNow: () => runWith(),
    goOn,
    openPopup: open,
    cancelPopup: () => popup?.cancel(),
    close: () => {
      stop();
      popup = undefined;
      listeners.clear();
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
  return { type: 'message', title: 'The search did not work', text: toReasonText(error) };
}
