import { InvalidRequest } from '../../foundation/errors.ts';
import type { HttpRequest, Route } from '../../foundation/http.ts';
import { member } from '../../foundation/json-value.ts';
import type { FeedbackContext, FeedbackRunner } from '../bots/feedback-runner.ts';
import type { Conversations } from '../conversations/conversations.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Session } from '../sessions/session.ts';
import { createPageRoute } from './page-route.ts';
import { findConversation, findMessage } from './parse-page-request.ts';

export interface FeedbackRoutesOptions {
  readonly guard: Guard;
  readonly conversations: Conversations;
  readonly feedback: FeedbackRunner;
}

const path = '/api/conversations/:conversationId/messages/:messageId';

/** Creates the routes for the feedback on messages of bots. */
export function createFeedbackRoutes({ guard, conversations, feedback }: FeedbackRoutesOptions): readonly Route[] {
  const route = createPageRoute(guard);

  function toContext({ params, body }: HttpRequest, session: Session): FeedbackContext {
    const { user } = session;
    const conversation = findConversation(conversations, user, params.conversationId);
    const message = findMessage(conversations, conversation, params.messageId, user);
    const reaction = member(body, 'reaction');
    if (reaction !== 'like' && reaction !== 'dislike') {
      throw new InvalidRequest('"reaction" must be "like" or "dislike".', { field: 'reaction' });
    }
    return { user, conversation, message, reaction, flow: session.begin('Give feedback', `feedback ${message.id}`) };
  }

  return [
    route(`POST ${path}/feedback-form`, (request, session) => feedback.open(toContext(request, session))),
    route(`POST ${path}/feedback`, (request, session) =>
      feedback.submit({ ...toContext(request, session), feedback: member(request.body, 'feedback') ?? {} }),
    ),
  ];
}
