import { isSecureUrl } from '../../../foundation/loopback.ts';
import { answerTeamsRequest, type TeamsPageEvent } from './answer-teams-request.ts';
import type { TeamsPage } from './teams-context.ts';
import { parseTeamsRequest, toTeamsResponse } from './teams-request.ts';

export interface TeamsConnectionOptions {
  /** The window of this page, which receives the messages. */
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** The window of the app's page, if there is one. */
  readonly other: () => MessageTarget | null | undefined;
  /** Whether pages of this origin are answered. */
  readonly accepts: (origin: string) => boolean;
  readonly page: () => TeamsPage;
  /** Called with true if the page requests nothing after `initialize` for a while, and with false if it does later. */
  readonly onSilence?: (isSilent: boolean) => void;
  /** Calls `end` after a time in milliseconds. @returns a function that prevents it. */
  readonly schedule?: (end: () => void, time: number) => () => void;
  /** @param answer answers the request of the page later, after an action of the person. */
  onEvent(event: TeamsPageEvent, answer: (...args: readonly unknown[]) => void): void;
}

interface MessageTarget {
  postMessage(message: unknown, targetOrigin: string): void;
}

/** How long a page may take to load and to request something, in milliseconds. */
const patience = 10_000;

/**
 * Answers the teams-js requests of one window as Teams does. Ignores messages from other windows and origins.
 * @returns a function that removes the listener.
 */
export function connectTeamsPage(options: TeamsConnectionOptions): () => void {
  const { window, other, accepts, page, onEvent, onSilence, schedule = setTimer } = options;
  let isSilent = false;
  const tell = (next: boolean): void => {
    if (next !== isSilent) {
      isSilent = next;
      onSilence?.(next);
    }
  };
  const unschedule = schedule(() => tell(true), patience);
  const onMessage = ({ data, source, origin }: MessageEvent): void => {
    const target = other();
    const request = parseTeamsRequest(data);
    if (target === null || target === undefined || source !== target || !accepts(origin) || request === undefined) {
      return;
    }
    // teams-js sends the first request to every parent, and the others only to one that the page trusts.
    if (request.func !== 'initialize') {
      unschedule();
      tell(false);
    }
    const answer = (...args: readonly unknown[]): void => target.postMessage(toTeamsResponse(request, args), origin);
    const { reply, event } = answerTeamsRequest(request, page());
    if (reply !== undefined) {
      answer(...reply);
    }
    if (event !== undefined) {
      onEvent(event, answer);
    }
  };
  window.addEventListener('message', onMessage);
  return () => {
    unschedule();
    window.removeEventListener('message', onMessage);
  };
}

function setTimer(end: () => void, time: number): () => void {
  const timer = setTimeout(end, time);
  return () => clearTimeout(timer);
}

/** Whether Teams shows pages of this origin: https, or http on this machine. */
export function isPageOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && isSecureUrl(url);
}
