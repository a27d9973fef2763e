import type { Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { TokenExchanges } from '../bots/token-exchange.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Guard } from '../sessions/guard.ts';
import { createPageRoute } from './page-route.ts';
import { findConversation, findMessage } from './parse-page-request.ts';

export interface TokenExchangeRoutesOptions {
  readonly guard: Guard;
  readonly conversations: Conversations;
  readonly exchanges: Pick<TokenExchanges, 'run'>;
}

/** Creates the route that repeats the exchange of a sign-in card after the person has allowed single sign-on. */
export function createTokenExchangeRoutes(options: TokenExchangeRoutesOptions): readonly Route[] {
  const { guard, conversations, exchanges } = options;
  return [
    createPageRoute(guard)('POST /api/conversations/:conversationId/token-exchange', ({ params, body }, session) => {
      const { user } = session;
      const conversation = findConversation(conversations, user, params.conversationId);
      const message = findMessage(conversations, conversation, member(body, 'messageId'), user);
      return exchanges.run({ user, conversation, flow: session.signInFlow('Sign in') }, message);
    }),
  ];
}
