import type { CardAttachment } from './attachment.ts';
import { toGuideCard } from './guide-card.ts';
import type { ExpandTemplate } from './read-card-templates.ts';

const text = 'Sign in to get an answer. Only you will see the sign-in and the answer.';

/**
 * A card that asks everyone in a conversation to sign in, one by one: its button is `Action.Execute` `ask` with
 * `{ text }`, which Teams answers with a sign-in that only this person sees, and repeats afterwards.
 * @param question the message to answer after the sign-in.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/authentication-flow-in-universal-action-for-adaptive-cards
 */
export function toSignInCard(expand: ExpandTemplate, question: string): CardAttachment {
  const { content, ...attachment } = toGuideCard(expand, { heading: '', text, commands: [] });
  const action = { type: 'Action.Execute', title: 'Sign in', verb: 'ask', data: { text: question } };
  return { ...attachment, content: { ...content, actions: [action] } };
}
