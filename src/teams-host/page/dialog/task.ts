/** The state machine of an action that is shown in the dialog, from its first request to its end. */
import { createStore } from 'zustand/vanilla';
import type {
  DialogAnswer,
  DialogContent,
  DialogLength,
  MessageAnswer,
  PopupAnswer,
  PreviewAnswer,
  SearchResult,
} from '../../wire/answers.ts';
import type { Submission } from '../../wire/requests.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { createPendingPopup } from '../popup/pending-popup.ts';
import type { ReadableStore } from '../ui/readable-store.ts';

/** The requests of an action. */
export interface TaskPort {
  /** Requests the dialog; absent if the action begins with an answer. */
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
  /** The dialog has ended. */
  | { readonly phase: 'closed' };

export interface TaskOptions {
  readonly port: TaskPort;
  readonly openPopup: OpenPopup;
  /** Called with the card that the action ends with. */
  onResult(result: SearchResult): void;
  /** Called when the action ends; not called by `close`. */
  onEnd(): void;
}

export interface Task extends ReadableStore<TaskState> {
  /** Requests the dialog, or begins with the given answer. */
  begin(answer?: DialogAnswer): void;
  /** Does nothing while a request is running. */
  submit(data: unknown): void;
  decide(action: 'edit' | 'send'): void;
  tryAgain(): void;
  openPopup(): void;
  cancelPopup(): void;
  /** Changes the size of the dialog; undefined keeps a length. */
  resize(width: DialogLength | undefined, height: DialogLength | undefined): void;
  /** Ends the action and ignores pending answers and pop-ups. */
  close(): void;
}

/** Creates the action; it sends no request before `begin`. */
export function createTask({ port, openPopup, onResult, onEnd }: TaskOptions): Task {
  const store = createStore<TaskState>(() => ({ phase: 'waiting' }));
  const popup = createPendingPopup(openPopup);
  const setState = (next: TaskState): void => store.setState(next, true);
  let repeat: ((state?: string) => void) | undefined;
  let lastRequest = 0;
  let lastData: unknown;

  const showAnswer = (answer: DialogAnswer, before: DialogContent | undefined): void => {
    if (answer.type === 'results') {
      const [result] = answer.results;
      if (result !== undefined) {
        onResult(result);
      }
    }
    const next = toState(answer, before);
    setState(next);
    if (next.phase === 'closed') {
      onEnd();
    }
  };
  const send = (call: (state?: string) => Promise<DialogAnswer>, popupState?: string): void => {
    const state = store.getState();
    const before = state.phase === 'dialog' ? state.content : undefined;
    const request = ++lastRequest;
    repeat = (next) => send(call, next);
    call(popupState)
      .catch(toMessage)
      .then((answer) => {
        if (request === lastRequest) {
          showAnswer(answer, before);
        }
      });
  };
  const submit = (data: unknown, preview?: Submission['preview']): void => {
    lastData = data;
    send((state) => port.submit({ data, preview, state }));
  };

  return {
    ...store,
    begin(answer) {
      if (answer !== undefined) {
        showAnswer(answer, undefined);
      } else if (port.open !== undefined) {
        send(port.open);
      }
    },
    submit(data) {
      const state = store.getState();
      if (state.phase === 'dialog' && !state.busy) {
        submit(data);
        setState({ phase: 'dialog', content: state.content, busy: true });
      }
    },
    decide(action) {
      const state = store.getState();
      if (state.phase === 'preview' && !state.busy) {
        submit(lastData ?? {}, { action, activity: state.answer.activity });
        setState({ ...state, busy: true });
      }
    },
    tryAgain() {
      setState({ phase: 'waiting' });
      repeat?.();
    },
    openPopup() {
      const state = store.getState();
      if (state.phase === 'popup') {
        const { answer } = state;
        popup.open(answer, (problem, popupState) => {
          if (problem === undefined) {
            setState({ phase: 'waiting' });
            repeat?.(popupState);
          } else {
            setState({ phase: 'popup', answer, problem });
          }
        });
        setState({ phase: 'popupOpen', answer });
      }
    },
    cancelPopup: popup.cancel,
    resize(width, height) {
      const state = store.getState();
      if (state.phase === 'dialog') {
        const { content } = state;
        setState({
          ...state,
          content: { ...content, width: width ?? content.width, height: height ?? content.height },
        });
      }
    },
    close() {
      lastRequest += 1;
      popup.forget();
      setState({ phase: 'closed' });
    },
  };
}

/** @param before the dialog that stays open, with the message in it, if the answer is a message. */
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
  return { type: 'message', title: 'Something went wrong', text: toReasonText(error) };
}
