import type { Cards } from '../cards/create-cards.ts';
import { AppError } from '../foundation/errors.ts';
import type { CardActionAnswer, CardActionContext } from './card-action.ts';
import type { RepairData } from './parse-action-data.ts';
import { showList } from './show-list.ts';
import { showRepair } from './show-repair.ts';

type Work = () => Promise<CardActionAnswer>;

/** Runs work on a list; answers a 403 with a card without actions. */
export const withNoAccessCard = (cards: Cards, work: Work): Promise<CardActionAnswer> =>
  recover(work, 403, async ({ message }) => ({ kind: 'card', card: cards.messageCard(message, 'No access').content }));

/**
 * Like `withNoAccessCard`, for work on a repair; also answers a 404 with a card, or with the list without the repair.
 */
export const withNotFoundCard = (
  cards: Cards,
  { list }: RepairData,
  context: CardActionContext,
  work: Work,
): Promise<CardActionAnswer> =>
  withNoAccessCard(cards, () =>
    recover(work, 404, async ({ message }) => {
      const { content } =
        list === undefined
          ? cards.messageCard(message, 'Repair not found')
          : await showList(cards, list, context, message);
      return { kind: 'card', card: content };
    }),
  );

/**
 * Like `withNotFoundCard`, for work that changes a repair; answers a 403 with the repair without actions, if readable.
 */
export const withReadOnlyCard = (
  cards: Cards,
  data: RepairData,
  context: CardActionContext,
  work: Work,
): Promise<CardActionAnswer> =>
  withNotFoundCard(cards, data, context, () =>
    recover(work, 403, async ({ message }) =>
      showRepair(cards, await context.repairs.get(data.repairId), { note: message, list: data.list }, context),
    ),
  );

async function recover(
  work: Work,
  status: number,
  answer: (error: AppError) => Promise<CardActionAnswer>,
): Promise<CardActionAnswer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== status) {
      throw error;
    }
    return answer(error);
  }
}
