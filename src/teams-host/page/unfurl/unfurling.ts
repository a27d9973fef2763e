/** A link in the draft of a message, and the state of its preview. */
import { createStore } from 'zustand/vanilla';
import type { SearchResult, SignInAnswer, UnfurlAnswer } from '../../wire/answers.ts';
import { toReasonText } from '../host/host-call.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { type Popup, toPopupProblem } from '../popup/popup.ts';
import type { ReadableStore } from '../ui/readable-store.ts';

export interface LinkPreview {
  readonly url: string;
  readonly state:
    | { readonly phase: 'waiting' }
    | { readonly phase: 'card'; readonly appId: string; readonly result: SearchResult }
    | { readonly phase: 'signIn'; readonly appId: string; readonly answer: SignInAnswer; readonly problem?: string }
    | { readonly phase: 'signingIn'; readonly appId: string; readonly answer: SignInAnswer }
    | { readonly phase: 'notAdded'; readonly appId: string; readonly problem?: string }
    | { readonly phase: 'message'; readonly text: string };
}

export interface UnfurlingOptions {
  readonly send: (url: string, state?: string) => Promise<UnfurlAnswer>;
  readonly openPopup: OpenPopup;
  /** Adds an app to the person's apps. */
  readonly addApp: (appId: string) => Promise<unknown>;
}

/** The previews to show, in the order of the links. */
export interface Unfurling extends ReadableStore<readonly LinkPreview[]> {
  /** Sets the links of the message; each is requested once while it remains in the message. */
  change(links: readonly string[]): void;
  /** Hides a preview until its link is removed from the message. */
  remove(url: string): void;
  signIn(url: string): void;
  /** Adds the app of a link, and requests the link again. */
  addApp(url: string): void;
  cancelSignIn(url: string): void;
  /** Removes all links, after the message was sent. */
  clear(): void;
}

/** Maximum number of previews of one message. */
const maxPreviews = 3;

export function createUnfurling({ send, openPopup, addApp }: UnfurlingOptions): Unfurling {
  const store = createStore<readonly LinkPreview[]>(() => []);
  const unwanted = new Set<string>();
  const popups = new Map<string, Popup>();
  let links: readonly string[] = [];
  let known: ReadonlyMap<string, LinkPreview['state'] | undefined> = new Map();

  const update = (next: typeof known): void => {
    known = next;
    const shown = links.flatMap((url) => {
      const state = known.get(url);
      return state === undefined || unwanted.has(url) ? [] : { url, state };
    });
    store.setState(shown, true);
  };
  const put = (url: string, state: LinkPreview['state'] | undefined): void => {
    if (links.includes(url)) {
      update(new Map([...known, [url, state]]));
    }
  };
  const load = (url: string, popupState?: string): void => {
    put(url, { phase: 'waiting' });
    send(url, popupState)
      .then(toState)
      .catch((error: unknown) => ({ phase: 'message', text: toReasonText(error) }) as const)
      .then((state) => put(url, state));
  };

  return {
    ...store,
    change(next) {
      links = next.slice(0, maxPreviews);
      for (const url of unwanted) {
        if (!links.includes(url)) {
          unwanted.delete(url);
        }
      }
      const fresh = links.filter((url) => !known.has(url));
      update(new Map([...known].filter(([url]) => links.includes(url))));
      for (const url of fresh) {
        load(url);
      }
    },
    remove(url) {
      unwanted.add(url);
      update(known);
    },
    signIn(url) {
      const state = known.get(url);
      if (state?.phase !== 'signIn') {
        return;
      }
      const { appId, answer } = state;
      const opened = openPopup(answer);
      popups.set(url, opened);
      put(url, { phase: 'signingIn', appId, answer });
      opened.ended.then((end) => {
        popups.delete(url);
        const problem = toPopupProblem('signIn', end);
        if (problem === undefined) {
          load(url, end.type === 'done' ? end.state : undefined);
        } else {
          put(url, { phase: 'signIn', appId, answer, problem });
        }
      });
    },
    addApp(url) {
      const state = known.get(url);
      if (state?.phase !== 'notAdded' && state?.phase !== 'card') {
        return;
      }
      const { appId } = state;
      put(url, { phase: 'waiting' });
      addApp(appId).then(
        () => load(url),
        (error: unknown) => put(url, { phase: 'notAdded', appId, problem: toReasonText(error) }),
      );
    },
    cancelSignIn: (url) => popups.get(url)?.cancel(),
    clear() {
      links = [];
      unwanted.clear();
      update(new Map());
    },
  };
}

function toState(answer: UnfurlAnswer): LinkPreview['state'] | undefined {
  switch (answer.type) {
    case 'none':
      return undefined;
    case 'results': {
      const [result] = answer.results;
      return result === undefined ? undefined : { phase: 'card', appId: answer.appId, result };
    }
    case 'signIn':
      return { phase: 'signIn', appId: answer.appId, answer };
    case 'notAdded':
      return { phase: 'notAdded', appId: answer.appId };
    case 'message':
      return { phase: 'message', text: `${answer.title}. ${answer.text}` };
  }
}
