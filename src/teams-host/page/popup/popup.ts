/** The result of a pop-up for a sign-in or a settings page. */
export type PopupEnd =
  /** `state` is sent with the repeated request. */
  | { readonly type: 'done'; readonly state?: string | undefined }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' }
  | { readonly type: 'blocked' };

export interface Popup {
  readonly ended: Promise<PopupEnd>;
  /** Closes the pop-up; `ended` resolves to `closed`. */
  cancel(): void;
}

export interface PopupWindow {
  readonly closed: boolean;
  close(): void;
}

export interface PopupOptions<Opened extends PopupWindow> {
  /** Opens the window; returns null if the browser blocks it. */
  readonly open: (url: string) => Opened | null;
  /** Calls `end` with the result of the window. @returns a function that stops listening. */
  readonly listen: (window: Opened, end: (how: PopupEnd) => void) => () => void;
}

/** Interval of the check whether the pop-up was closed, in milliseconds. */
const checkInterval = 250;
/** How long to wait for the message of a closed pop-up, which may arrive later, in milliseconds. */
const messageGrace = 300;

/** Opens a pop-up and waits until it posts its result or is closed. */
export function openPopup<Opened extends PopupWindow>(url: string, { open, listen }: PopupOptions<Opened>): Popup {
  const popup = open(url);
  if (popup === null) {
    return { ended: Promise.resolve({ type: 'blocked' }), cancel: () => {} };
  }
  const { promise, resolve } = Promise.withResolvers<PopupEnd>();
  const check = setInterval(() => {
    if (popup.closed) {
      clearInterval(check);
      setTimeout(() => end({ type: 'closed' }), messageGrace);
    }
  }, checkInterval);
  const end = (how: PopupEnd): void => {
    clearInterval(check);
    stopListening();
    resolve(how);
  };
  const stopListening = listen(popup, end);
  return {
    ended: promise,
    cancel: () => {
      popup.close();
      end({ type: 'closed' });
    },
  };
}

/** Explains to the person why a pop-up did not succeed. @returns undefined if it did. */
export function toPopupProblem(kind: 'signIn' | 'settings', end: PopupEnd): string | undefined {
  const name = kind === 'signIn' ? 'sign-in window' : 'settings window';
  switch (end.type) {
    case 'done':
      return undefined;
    case 'failed':
      return end.message || `Something went wrong in the ${name}. Try again.`;
    case 'closed':
      return `You closed the ${name} before finishing.`;
    case 'blocked':
      return `Your browser blocked the ${name}. Allow pop-ups for this page, then try again.`;
  }
}

/** Returns the state to send to a bot with `signin/verifyState` after a sign-in; undefined if nothing is sent. */
export function toVerifyState(end: PopupEnd): string | undefined {
  switch (end.type) {
    case 'done':
      return end.state;
    // After a failure, Teams only notices that the person closes the window.
    case 'failed':
    case 'closed':
      return 'CancelledByUser';
    case 'blocked':
      return undefined;
  }
}
