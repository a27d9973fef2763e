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
  /** @param answer answers the request of the page later, after an action of the person. */
  onEvent(event: TeamsPageEvent, answer: (...args: readonly unknown[]) => void): void;
}

interface MessageTarget {
  postMessage(message: unknown, targetOrigin: string): void;
}

/**
 * Answers the teams-js requests of one window as Teams does. Ignores messages from other windows and origins.
 * @returns a function that removes the listener.
 */
export function connectTeamsPage({ window, other, accepts, page, onEvent }: TeamsConnectionOptions): () => void {
  const onMessage = ({ data, source, origin }: MessageEvent): void => {
    const target = other();
    const request = parseTeamsRequest(data);
    if (target === null || target === undefined || source !== target || !accepts(origin) || request === undefined) {
      return;
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
  return () => window.removeEventListener('message', onMessage);
}

/** Whether Teams shows pages of this origin: https, or http on this machine. */
export function isPageOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && isSecureUrl(url);
}
