/** One command while its flyout is open: runs as the person types, asks for sign-in, runs again afterwards. */
import type {
  Command,
  CommandAnswer,
  HostApi,
  MessageAnswer,
  ParameterValues,
  ResultsAnswer,
  SignInAnswer,
} from '../host-api.ts';
import { initialFields, isComplete, toParameterValues } from './parameters.ts';
import type { SignInEnd, SignInWindow } from './sign-in-window.ts';

export type QueryState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'waiting'; readonly previous?: ResultsAnswer }
  | { readonly phase: 'results'; readonly answer: ResultsAnswer }
  | { readonly phase: 'message'; readonly answer: MessageAnswer }
  | { readonly phase: 'signIn'; readonly answer: SignInAnswer; readonly problem?: string }
  | { readonly phase: 'signingIn'; readonly answer: SignInAnswer };

export interface QueryOptions {
  readonly command: Command;
  readonly run: HostApi['run'];
  readonly openSignIn: (url: string) => SignInWindow;
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
  signIn(): void;
  cancelSignIn(): void;
  /** Nothing that is still on its way counts any more. */
  close(): void;
}

const problems: Readonly<Record<Exclude<SignInEnd['type'], 'signedIn' | 'failed'>, string>> = {
  closed: 'You closed the sign-in window before it was finished.',
  blocked: 'Your browser blocked the sign-in window. Allow pop-ups for this page, then try again.',
};

/** Creates the query of a command with its fields as they are at first; it runs nothing before `change` or `runNow`. */
export function createQuery({ command, run, openSignIn, debounce }: QueryOptions): Query {
  const listeners = new Set<() => void>();
  let state: QueryState = { phase: 'idle' };
  let fields = initialFields(command);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  let signInWindow: SignInWindow | undefined;

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

  const runNow = (): void => {
    stop();
    if (!isComplete(command, fields)) {
      become({ phase: 'idle' });
      return;
    }
    const mine = new AbortController();
    running = mine;
    const previous = state.phase === 'results' ? state.answer : state.phase === 'waiting' ? state.previous : undefined;
    become({ phase: 'waiting', ...(previous === undefined ? {} : { previous }) });
    run(command.id, toParameterValues(fields), mine.signal)
      .catch(toMessage)
      .then((answer) => {
        if (running === mine) {
          running = undefined;
          become(toState(answer));
        }
      });
  };

  const signIn = (): void => {
    if (state.phase !== 'signIn') {
      return;
    }
    const { answer } = state;
    const opened = openSignIn(answer.url);
    signInWindow = opened;
    become({ phase: 'signingIn', answer });
    opened.ended.then((end) => {
      if (signInWindow !== opened) {
        return;
      }
      signInWindow = undefined;
      if (end.type === 'signedIn') {
        runNow();
      } else {
        become({ phase: 'signIn', answer, problem: end.type === 'failed' ? end.message : problems[end.type] });
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
      stop();
      if (state.phase !== 'signingIn') {
        timer = setTimeout(runNow, debounce);
      }
    },
    runNow,
    signIn,
    cancelSignIn: () => signInWindow?.cancel(),
    close: () => {
      stop();
      signInWindow = undefined;
      listeners.clear();
    },
  };
}

function toState(answer: CommandAnswer): QueryState {
  switch (answer.type) {
    case 'results':
      return { phase: 'results', answer };
    case 'signIn':
      return { phase: 'signIn', answer };
    case 'message':
      return { phase: 'message', answer };
  }
}

function toMessage(error: unknown): MessageAnswer {
  return {
    type: 'message',
    title: 'The search did not work',
    text: error instanceof Error ? error.message : String(error),
  };
}
