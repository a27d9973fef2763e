/** The state machine of the actions of one card in a message, including the sign-in if one is needed. */
import { createStore } from 'zustand/vanilla';
import type { CardAnswer, DialogContent, DialogMessage, MessageAnswer, SignInAnswer } from '../../wire/answers.ts';
import type { CardActionRequest } from '../../wire/requests.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { createPendingPopup } from '../popup/pending-popup.ts';
import type { ReadableStore } from '../ui/readable-store.ts';

/** The request to run an action, without the app and the message. */
export type CardRequest = Omit<CardActionRequest, 'appId' | 'messageId'>;

export interface CardState {
  /** The card to show to this person instead of the card in the message. */
  readonly card: unknown;
  /** The action that is running. */
  readonly busy: CardRequest | undefined;
  readonly notice: CardNotice | undefined;
}

export type CardNotice =
  | { readonly type: 'done'; readonly text: string }
  | { readonly type: 'failed'; readonly answer: MessageAnswer }
  | {
      readonly type: 'signIn';
      readonly answer: SignInAnswer;
      /** The request to repeat after the sign-in. */
      readonly request: CardRequest;
      readonly problem?: string;
    }
  | { readonly type: 'signingIn'; readonly answer: SignInAnswer };

export interface CardRunOptions {
  readonly send: (request: CardRequest) => Promise<CardAnswer>;
  readonly openPopup: OpenPopup;
  /** Called when an action opens a dialog. */
  onDialog(answer: DialogContent | DialogMessage): void;
}

export interface CardRun extends ReadableStore<CardState> {
  /** Does nothing while another action is running. */
  act(request: CardRequest): void;
  signIn(): void;
  cancelSignIn(): void;
  dismiss(): void;
  /** Shows the card of the message again, after the message has changed. */
  reset(): void;
  /** Ignores pending answers and pop-ups. */
  close(): void;
}

export function createCardRun({ send, openPopup, onDialog }: CardRunOptions): CardRun {
  const store = createStore<CardState>(() => ({ card: undefined, busy: undefined, notice: undefined }));
  const popup = createPendingPopup(openPopup);
  let isClosed = false;

  const act = (request: CardRequest): void => {
    if (store.getState().busy !== undefined || isClosed) {
      return;
    }
    store.setState({ busy: request, notice: undefined });
    send(request)
      .catch(toMessage)
      .then((answer) => {
        if (isClosed) {
          return;
        }
        store.setState({ busy: undefined, ...toChange(request, answer) });
        if (answer.type === 'dialog' || answer.type === 'dialogMessage') {
          onDialog(answer);
        }
      });
  };

  return {
    ...store,
    act,
    signIn() {
      const { notice } = store.getState();
      if (notice?.type === 'signIn') {
        const { answer, request } = notice;
        popup.open(answer, (problem, state) =>
          problem === undefined
            ? act(state === undefined ? request : { ...request, state })
            : store.setState({ notice: { type: 'signIn', answer, request, problem } }),
        );
        store.setState({ notice: { type: 'signingIn', answer } });
      }
    },
    cancelSignIn: popup.cancel,
    dismiss: () => store.setState({ notice: undefined }),
    reset: () => store.setState({ card: undefined }),
    close: () => {
      isClosed = true;
      popup.forget();
    },
  };
}

function toChange(request: CardRequest, answer: CardAnswer): Partial<CardState> {
  switch (answer.type) {
    case 'card':
      return { card: answer.card };
    case 'toast':
      return { notice: { type: 'done', text: answer.text } };
    case 'message':
      // If an automatic refresh fails, the card is left unchanged.
      return request.trigger === 'automatic' ? {} : { notice: { type: 'failed', answer } };
    case 'signIn':
      return request.trigger === 'automatic' ? {} : { notice: { type: 'signIn', answer, request } };
    case 'dialog':
    case 'dialogMessage':
    case 'done':
      return {};
  }
}

function toMessage(error: unknown): MessageAnswer {
  return { type: 'message', title: 'Something went wrong', text: toReasonText(error) };
}
