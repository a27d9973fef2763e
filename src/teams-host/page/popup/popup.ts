/** A pop-up a person does something in – signs in, or fills in a page of the app – seen from the page that opened it. */
export type PopupEnd =
  /** `state` goes with the request that asked for the pop-up, where there is one. */
  | { readonly type: 'done'; readonly state?: string }
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

export interface PopupOptions {
  /** Opens the window; null where the browser refuses. */
  readonly open: (url: string) => PopupWindow | null;
  /** Hears how it went, from the window given; @returns what ends the hearing. */
  readonly listen: (window: PopupWindow, end: (how: PopupEnd) => void) => () => void;
}

const lookEvery = 250;
/** A pop-up that ends well closes itself right after its message, which may arrive a moment later. */
const messageGrace = 300;

/** Opens the pop-up and waits for its message or for its closing, whichever comes first. */
export function openPopup(url: string, { open, listen }: PopupOptions): Popup {
  const popup = open(url);
  if (popup === null) {
    return { ended: Promise.resolve({ type: 'blocked' }), cancel: () => {} };
  }
  const { promise, resolve } = Promise.withResolvers<PopupEnd>();
  const look = setInterval(() => {
    if (popup.closed) {
      clearInterval(look);
      setTimeout(() => end({ type: 'closed' }), messageGrace);
    }
  }, lookEvery);
  const end = (how: PopupEnd): void => {
    clearInterval(look);
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

/** What a person is told when a pop-up did not come to its end; undefined where it did. */
export function toPopupProblem(kind: 'signIn' | 'settings', end: PopupEnd): string | undefined {
  const name = kind === 'signIn' ? 'sign-in window' : 'settings window';
  switch (end.type) {
    case 'done':
      return undefined;
    case 'failed':
      return end.message || `Something went wrong in the ${name}.`;
    case 'closed':
      return `You closed the ${name} before it was finished.`;
    case 'blocked':
      return `Your browser blocked the ${name}. Allow pop-ups for this page, then try again.`;
  }
}

/** What `signin/verifyState` tells a bot of a sign-in's pop-up; undefined where there is nothing to tell. */
export function toVerifyState(end: PopupEnd): string | undefined {
  switch (end.type) {
    case 'done':
      return end.state;
    // A page that says why it failed stays open until the person closes it: Teams knows nothing else.
    case 'failed':
    case 'closed':
      return 'CancelledByUser';
    case 'blocked':
      return undefined;
  }
}
