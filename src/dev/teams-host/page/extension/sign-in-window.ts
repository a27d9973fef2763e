/** The pop-up a person signs in with, seen from the page that opened it. */
export type SignInEnd =
  | { readonly type: 'signedIn' }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'closed' }
  | { readonly type: 'blocked' };

export interface SignInWindow {
  readonly ended: Promise<SignInEnd>;
  /** Closes the pop-up; `ended` becomes `closed`. */
  cancel(): void;
}

export interface SignInWindowOptions {
  /** Opens the pop-up; null where the browser refuses. */
  readonly open: (url: string) => { readonly closed: boolean; close(): void } | null;
  /** Carries `{ type: 'signInEnded', ok, message? }` from the page at the end of the sign-in. */
  readonly channel: Pick<BroadcastChannel, 'addEventListener' | 'removeEventListener'>;
}

/** Name of the BroadcastChannel on which the last page of the pop-up says how it went. */
export const signInChannelName = 'repairs-teams-host';

const lookEvery = 250;
/** A pop-up that ends well closes itself right after its message, which may arrive a moment later. */
const messageGrace = 300;

/** Opens the pop-up and waits for its message or for its closing, whichever comes first. */
export function openSignInWindow(url: string, { open, channel }: SignInWindowOptions): SignInWindow {
  const popup = open(url);
  if (popup === null) {
    return { ended: Promise.resolve({ type: 'blocked' }), cancel: () => {} };
  }
  const { promise, resolve } = Promise.withResolvers<SignInEnd>();
  const look = setInterval(() => {
    if (popup.closed) {
      clearInterval(look);
      setTimeout(() => end({ type: 'closed' }), messageGrace);
    }
  }, lookEvery);
  const hear = (event: MessageEvent): void => {
    const message = parseSignInMessage(event.data);
    if (message !== undefined) {
      end(message);
    }
  };
  const end = (how: SignInEnd): void => {
    clearInterval(look);
    channel.removeEventListener('message', hear);
    resolve(how);
  };
  channel.addEventListener('message', hear);
  return {
    ended: promise,
    cancel: () => {
      popup.close();
      end({ type: 'closed' });
    },
  };
}

/** Reads a message of the channel; undefined where it is not about the end of a sign-in. */
export function parseSignInMessage(data: unknown): SignInEnd | undefined {
  if (typeof data !== 'object' || data === null) {
    return undefined;
  }
  const { type, ok, message } = data as Record<string, unknown>;
  if (type !== 'signInEnded') {
    return undefined;
  }
  return ok === true
    ? { type: 'signedIn' }
    : { type: 'failed', message: typeof message === 'string' ? message : 'The sign-in did not succeed.' };
}
