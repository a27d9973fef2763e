import { answerTeamsRequest, type TeamsPageEvent } from './answer-teams-request.ts';
import type { TeamsPage } from './teams-context.ts';
import { parseTeamsRequest, type TeamsRequest, toTeamsResponse } from './teams-request.ts';

export interface TeamsConnectionOptions {
  /** This page's own window, which hears what others post to it. */
  readonly window: Pick<Window, 'addEventListener' | 'removeEventListener'>;
  /** The window the app's page is in, as far as there is one. */
  readonly other: () => unknown;
  /** Whether a page of this origin may speak. */
  readonly accepts: (origin: string) => boolean;
  readonly page: () => TeamsPage;
  /** Told what the page wants; `answer` replies to that request, where it waits for the outcome. */
  onEvent(event: TeamsPageEvent, answer: (...args: readonly unknown[]) => void): void;
}

/**
 * Listens to one window and answers as Teams does; what other windows and other origins post is passed over.
 * @returns what ends it.
 */
export function connectTeamsPage({ window, other, accepts, page, onEvent }: TeamsConnectionOptions): () => void {
  const hear = ({ data, source, origin }: MessageEvent): void => {
    if (source === null || source !== other() || !accepts(origin)) {
      return;
    }
    const request = parseTeamsRequest(data);
    if (request === undefined) {
      return;
    }
    const answer = (...args: readonly unknown[]): void => post(source as Window, origin, request, args);
    const { reply, event } = answerTeamsRequest(request, page());
    if (reply !== undefined) {
      answer(...reply);
    }
    if (event !== undefined) {
      onEvent(event, answer);
    }
  };
  window.addEventListener('message', hear);
  return () => window.removeEventListener('message', hear);
}

function post(target: Window, origin: string, request: TeamsRequest, args: readonly unknown[]): void {
  target.postMessage(toTeamsResponse(request, args), origin);
}

/** Whether an origin is one that Teams would show a page of: https, or this machine. */
export function isPageOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(url.hostname));
}
