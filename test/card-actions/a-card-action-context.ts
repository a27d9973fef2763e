import type { CardActionAnswer, CardActionContext } from '../../src/card-actions/card-action.ts';
import { createCardActions } from '../../src/card-actions/create-card-actions.ts';
import type { TeamsUser } from '../../src/card-actions/teams-user.ts';
import { createCards } from '../../src/cards/create-cards.ts';

export const cards = createCards();
const actions = createCardActions(cards);

export const karin: TeamsUser = {
  id: '0a1b2c3d-0000-4000-8000-000000000001',
  name: 'Karin Blair',
  tenantId: '11111111-1111-4111-8111-111111111111',
};

/** Runs the card action of a button. */
export async function press(
  verb: string,
  data: unknown,
  context: Pick<CardActionContext, 'repairs'> & Partial<CardActionContext>,
): Promise<CardActionAnswer> {
  const action = actions[verb];
  if (action === undefined) {
    throw new Error(`There is no card action ${verb}.`);
  }
  return action({ data: data as Readonly<Record<string, unknown>> }, { user: karin, ...context });
}

/** Throws if the answer is not a card. */
export function cardOf(answer: CardActionAnswer): object {
  if (answer.kind !== 'card') {
    throw new Error(`The answer is a message: ${answer.text}`);
  }
  return answer.card;
}

/** The shared card; undefined if there is none. */
export const sharedOf = (answer: CardActionAnswer): object | undefined =>
  answer.kind === 'card' ? answer.shared : undefined;
