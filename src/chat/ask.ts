import type { CardActionAnswer, CardActionValue } from '../card-actions/card-action.ts';
import { malformed, parseQuestion } from '../card-actions/parse-action-data.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { RepairsClient } from '../repairs-client/repairs-client.ts';
import type { Chat, ChatContext } from './chat.ts';

export type AskContext = Omit<ChatContext, 'conversation' | 'repairs' | 'signOut' | 'forget'> & {
  readonly repairs: RepairsClient;
};

export type Ask = (value: Pick<CardActionValue, 'data'>, context: AskContext) => Promise<CardActionAnswer>;

/**
 * Creates the card action `ask`: answers the question of a sign-in card, in a card that only the person who pressed its
 * button sees.
 */
export function createAsk(chat: Chat, cards: Cards): Ask {
  return async ({ data }, context) => {
    const text = parseQuestion(data);
    const replies = await chat.handleMessage(
      { text, files: 0, cards: 0 },
      {
        ...context,
        // Nobody else sees the answer.
        conversation: 'personal',
        repairs: async () => context.repairs,
        signOut: refuse,
        forget: refuse,
      },
    );
    const card = replies.flatMap(({ attachments = [] }) => attachments)[0]?.content;
    if (typeof card === 'object' && card !== null) {
      return { kind: 'card', card };
    }
    const sentences = replies.flatMap((reply) => reply.text ?? []);
    return { kind: 'card', card: cards.messageCard(sentences.join('\n')).content };
  };
}

/** These commands need no sign-in, so no sign-in card contains them. */
const refuse = (): Promise<never> => Promise.reject(malformed('text'));
