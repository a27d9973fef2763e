import type { Route } from '../../foundation/http.ts';
import type { Guard } from '../sessions/guard.ts';
import { createPageRoute } from './page-route.ts';
import { parseText } from './parse-page-request.ts';

export interface MatchRouteOptions {
  readonly guard: Guard;
  /** Matches where a pattern cannot stop the host. @throws Error for an invalid pattern, or one that takes too long. */
  readonly match: (pattern: string, value: string) => Promise<boolean>;
}

/** Creates the route that matches a value with the pattern of a field, which could stop the page. */
export function createMatchRoute({ guard, match }: MatchRouteOptions): Route {
  return createPageRoute(guard)('POST /api/match', async ({ body }) => {
    const pattern = parseText(body, 'pattern');
    const value = parseText(body, 'value');
    try {
      return { matches: await match(pattern, value) };
    } catch (cause) {
      return {
        problem: `The pattern of this field cannot be used: ${cause instanceof Error ? cause.message : cause}.`,
      };
    }
  });
}
