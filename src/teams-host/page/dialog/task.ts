/** An action of an app from its first question to its end, as the dialog in front of a person shows it. */

import type {
  DialogAnswer,
  DialogContent,
  MessageAnswer,
  PopupAnswer,
  PreviewAnswer,
  SearchResult,
} from '../../wire/answers.ts';
import type { Submission } from '../../wire/requests.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { type Popup, toPopupProblem } from '../popup/popup.ts';

/** Where the app is asked. */
export interface TaskPort {
  /** Asks for the dialog; absent where the action has begun with its answer. */
  readonly open?: (state?: string) => Promise<DialogAnswer>;
  readonly submit: (submission: Submission) => Promise<DialogAnswer>;
}

export type TaskState =
  | { readonly phase: 'waiting' }
  | {
      readonly phase: 'dialog';
      readonly content: DialogContent;
      readonly busy: boolean;
      readonly problem?: MessageAnswer;
    }
  | { readonly phase: 'preview'; readonly answer: PreviewAnswer; readonly busy: boolean }
  | { readonly phase: 'text'; readonly text: string }
  | { readonly phase: 'message'; readonly answer: MessageAnswer }
  | { readonly phase: 'popup'; readonly answer: PopupAnswer; readonly problem?: string }
  | { readonly phase: 'popupOpen'; readonly answer: PopupAnswer }
  /** Nothing is shown any more. */
  | { readonly phase: 'closed' };

export interface TaskOptions {
  readonly port: TaskPort;
  readonly openPopup: OpenPopup;
  /** The card the action has led to. */
  onResult(result: SearchResult): void;
  /** Nothing is shown any more; not called by `close`. */
  onEnd(): void;
}

export interface Task {
  readonly state: () => TaskState;
  /** @returns stops telling `listener`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks for the dialog, or begins with an answer that is there. */
  begin(answer?: DialogAnswer): void;
  /** Passed over while an answer is on its way. */
  submit(data: unknown): void;
  decide(action: 'edit' | 'send'): void;
  tryAgain(): void;
  openPopup(): void;
  cancelPopup(): void;
  /** A page in the dialog wants another size. */
  resize(size: Partial<Pick<DialogContent, 'width' | 'height'>>): void;
  /** Nothing that is still on its way counts any more. */
  close(): void;
}

/** Creates the action; it asks nothing before `begin`. */
export function createTask({ port, openPopup, onResult, onEnd }: TaskOptions): Task {
  const listeners = new Set<() => void>();
  let state: TaskState = { phase: 'waiting' };
  let again: ((state?: string) => void) | undefined;
  let round = 0;
  let popup: Popup | undefined;
  let lastData: unknown;

  const become = (next: TaskState): void => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };
  const take = (answer: DialogAnswer, before: DialogContent | undefined): void => {
    if (answer.type === 'results') {
      const [result] = answer.results;
      if (result !== undefined) {
        onResult(result);
      }
    }
    const next = toState(answer, before);
    become(next);
    if (next.phase === 'closed') {
      onEnd();
    }
  };
  const ask = (call: (state?: string) => Promise<DialogAnswer>, popupState?: string): void => {
    const before = state.phase === 'dialog' ? state.content : undefined;
    const mine = ++round;
    again = (next) => ask(call, next);
    call(popupState)
      .catch(toMessage)
      .then((answer) => {
        if (mine === round && state.phase !== 'closed') {
          take(answer, before);
        }
      });
  };
  const submit = (data: unknown, preview?: Submission['preview']): void => {
    lastData = data;
    ask((popupState) => port.submit({ data, preview, state: popupState }));
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin(answer) {
      const { open } = port;
      if (answer !== undefined) {
        take(answer, undefined);
      } else if (open !== undefined) {
        ask(open);
      }
    },
    submit(data) {
      if (state.phase === 'dialog' && !state.busy) {
        const { content } = state;
        submit(data);
        become({ phase: 'dialog', content, busy: true });
      }
    },
    decide(action) {
      if (state.phase === 'preview' && !state.busy) {
        const { answer } = state;
        submit(lastData ?? {}, { action, activity: answer.activity });
        become({ phase: 'preview', answer, busy: true });
      }
    },
    tryAgain() {
      become({ phase: 'waiting' });
      again?.();
    },
    openPopup() {
      if (state.phase !== 'popup') {
        return;
      }
      const { answer } = state;
      const opened = openPopup(answer);
      popup = opened;
      become({ phase: 'popupOpen', answer });
      opened.ended.then((how) => {
        if (popup !== opened || state.phase === 'closed') {
          return;
        }
        popup = undefined;
        const problem = toPopupProblem(answer.type, how);
        if (problem === undefined) {
          become({ phase: 'waiting' });
          again?.(how.type === 'done' ? how.state : undefined);
        } else {
          become({ phase: 'popup', answer, problem });
        }
      });
    },
    cancelPopup: () => popup?.cancel(),
    resize(size) {
      if (state.phase === 'dialog') {
        become({ ...state, content: { ...state.content, ...size } });
      }
    },
    close() {
      round += 1;
      popup = undefined;
      state = { phase: 'closed' };
      listeners.clear();
    },
  };
}

/** @param before what stays on the screen where the app only has something to say. */
function toState(answer: DialogAnswer, before: DialogContent | undefined): TaskState {
  switch (answer.type) {
    case 'dialog':
      return { phase: 'dialog', content: answer, busy: false };
    case 'preview':
      return { phase: 'preview', answer, busy: false };
    case 'dialogMessage':
      return { phase: 'text', text: answer.text };
    case 'message':
      return before === undefined
        ? { phase: 'message', answer }
        : { phase: 'dialog', content: before, busy: false, problem: answer };
    case 'signIn':
    case 'settings':
      return { phase: 'popup', answer };
    case 'results':
    case 'done':
      return { phase: 'closed' };
  }
}

function toMessage(error: unknown): MessageAnswer {
  return { type: 'message', title: 'That did not work', text: toReasonText(error) };
}
