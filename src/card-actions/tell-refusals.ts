import type { Cards } from '../cards/create-cards.ts';
import { AppError } from '../foundation/errors.ts';
import type { CardActionAnswer, CardActionContext } from './card-action.ts';
import type { RepairData } from './parse-action-data.ts';
import { showList } from './show-list.ts';
import { showRepair } from './show-repair.ts';

type Work = () => Promise<CardActionAnswer>;

/** Runs work on a list: 403 becomes a card that says so and has no actions. */
export const tellNoAccess = (cards: Cards, work: Work): Promise<CardActionAnswer> =>
  recover(work, 403, async ({ message }) => ({ kind: 'card', card: cards.messageCard(message, 'No access').content }));

/** Runs work on a repair: in addition, 404 becomes a card that says so, or the list without the repair. */
export const tellGone = (
  cards: Cards,
  { list }: RepairData,
  context: CardActionContext,
  work: Work,
): Promise<CardActionAnswer> =>
  tellNoAccess(cards, () =>
    recover(work, 404, async ({ message }) => {
      const { content } =
        list === undefined
          ? cards.messageCard(message, 'Repair not found')
          : await showList(cards, list, context, message);
      return { kind: 'card', card: content };
    }),
  );

/** Runs work that changes a repair: in addition, a person with read access only (403) sees the repair without actions. */
export const tellReadOnly = (
  cards: Cards,
  data: RepairData,
  context: CardActionContext,
  work: Work,
): Promise<CardActionAnswer> =>
  tellGone(cards, data, context, () =>
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
