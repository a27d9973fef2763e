import type { PopupAnswer } from '../../wire/answers.ts';
import type { OpenPopup } from './open-app-popup.ts';
import { type Popup, toPopupProblem } from './popup.ts';

/** The pop-up that an answer requires, one at a time. */
export interface PendingPopup {
  /**
   * Opens the pop-up. The result of an earlier one is ignored.
   * @param onEnd called with the sentence to show if it did not succeed, or else with the `state` for the repeated
   * request.
   */
  open(answer: PopupAnswer, onEnd: (problem: string | undefined, state: string | undefined) => void): void;
  cancel(): void;
  /** Ignores the result of the open pop-up. */
  forget(): void;
}

export function createPendingPopup(openPopup: OpenPopup): PendingPopup {
  let current: Popup | undefined;
  return {
    open(answer, onEnd) {
      const opened = openPopup(answer);
      current = opened;
      void opened.ended.then((end) => {
        if (current === opened) {
          current = undefined;
          onEnd(toPopupProblem(answer.type, end), end.type === 'done' ? end.state : undefined);
        }
      });
    },
    cancel: () => current?.cancel(),
    forget: () => {
      current = undefined;
    },
  };
}
