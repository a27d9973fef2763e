/** The links in a message that is being written, and the cards they unfold to. */

import type { SearchResult, SignInAnswer, UnfurlAnswer } from '../../wire/answers.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import { type Popup, toPopupProblem } from '../popup/popup.ts';

export interface LinkPreview {
  readonly url: string;
  readonly state:
    | { readonly phase: 'waiting' }
    | { readonly phase: 'card'; readonly appId: string; readonly result: SearchResult }
    | { readonly phase: 'signIn'; readonly appId: string; readonly answer: SignInAnswer; readonly problem?: string }
    | { readonly phase: 'signingIn'; readonly appId: string; readonly answer: SignInAnswer }
    | { readonly phase: 'message'; readonly text: string };
}

export interface UnfurlingOptions {
  readonly ask: (url: string, state?: string) => Promise<UnfurlAnswer>;
  readonly openPopup: OpenPopup;
}

export interface Unfurling {
  /** What there is to show, in the order of the links. */
  readonly state: () => readonly LinkPreview[];
  /** @returns stops telling `listener`. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The message holds these links now. */
  change(links: readonly string[]): void;
  /** The person does not want this card; it does not come back while the link stands there. */
  remove(url: string): void;
  signIn(url: string): void;
  cancelSignIn(url: string): void;
  /** The message was sent. */
  clear(): void;
}

/** Cards beside one message; more links stay links. */
const mostPreviews = 3;

export function createUnfurling({ ask, openPopup }: UnfurlingOptions): Unfurling {
  const listeners = new Set<() => void>();
  const unwanted = new Set<string>();
  const popups = new Map<string, Popup>();
  let links: readonly string[] = [];
  let known: ReadonlyMap<string, LinkPreview['state'] | undefined> = new Map();
  let shown: readonly LinkPreview[] = [];

  const become = (next: typeof known): void => {
    known = next;
    shown = links.flatMap((url) => {
      const state = known.get(url);
      return state === undefined || unwanted.has(url) ? [] : [{ url, state }];
    });
    for (const listener of listeners) {
      listener();
    }
  };
  const put = (url: string, state: LinkPreview['state'] | undefined): void => {
    if (links.includes(url)) {
      become(new Map([...known, [url, state]]));
    }
  };
  const load = (url: string, popupState?: string): void => {
    put(url, { phase: 'waiting' });
    ask(url, popupState)
      .catch((): UnfurlAnswer => ({ type: 'none' }))
      .then((answer) => put(url, toState(answer)));
  };

  return {
    state: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(next) {
      links = next.slice(0, mostPreviews);
      for (const url of unwanted) {
        if (!links.includes(url)) {
          unwanted.delete(url);
        }
      }
      const fresh = links.filter((url) => !known.has(url));
      become(new Map([...known].filter(([url]) => links.includes(url))));
      for (const url of fresh) {
        load(url);
      }
    },
    remove(url) {
      unwanted.add(url);
      become(known);
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
    cancelSignIn: (url) => popups.get(url)?.cancel(),
    clear() {
      links = [];
      unwanted.clear();
      become(new Map());
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
    case 'message':
      return { phase: 'message', text: `${answer.title}. ${answer.text}` };
  }
}
