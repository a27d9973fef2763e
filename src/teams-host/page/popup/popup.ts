/** How a pop-up ended in which a person signs in or fills in a page of the app. */
export type PopupEnd =
  /** `state` is sent with the request that needed the pop-up. */
  | { readonly type: 'done'; readonly state?: string | undefined }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' }
  | { readonly type: 'blocked' };

export interface Popup {
  readonly ended: Promise<PopupEnd>;
  /** Closes the pop-up; `ended` becomes `closed`. */
  cancel(): void;
}

export interface PopupWindow {
  readonly closed: boolean;
  close(): void;
}

export interface PopupOptions<Opened extends PopupWindow> {
  /** Opens the window; returns null where the browser blocks it. */
  readonly open: (url: string) => Opened | null;
  /** Listens to the window for how it ended; @returns what stops listening. */
  readonly listen: (window: Opened, end: (how: PopupEnd) => void) => () => void;
}

/** How often a pop-up is checked for being closed, in milliseconds. */
const checkInterval = 250;
/** A pop-up closes itself right after its message, which may arrive a moment later; in milliseconds. */
const messageGrace = 300;

/** Opens the pop-up and waits until it posts its end or is closed. */
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

/** Why a pop-up did not succeed, for the person; undefined where it did. */
export function toPopupProblem(kind: 'signIn' | 'settings', end: PopupEnd): string | undefined {
  const name = kind === 'signIn' ? 'sign-in window' : 'settings window';
  switch (end.type) {
    case 'done':
      return undefined;
    case 'failed':
      return end.message || `Something went wrong in the ${name}.`;
    case 'closed':
      return `You closed the ${name} before finishing.`;
    case 'blocked':
      return `Your browser blocked the ${name}. Allow pop-ups for this page, then try again.`;
  }
}

/** The state that `signin/verifyState` sends to a bot after a sign-in; undefined where nothing is sent. */
export function toVerifyState(end: PopupEnd): string | undefined {
  switch (end.type) {
    case 'done':
      return end.state;
    // A page that shows why it failed stays open until the person closes it: that is all Teams notices.
    case 'failed':
    case 'closed':
      return 'CancelledByUser';
    case 'blocked':
      return undefined;
  }
}
