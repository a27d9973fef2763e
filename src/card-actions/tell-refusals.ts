import type { Cards } from '../cards/create-cards.ts';
import { AppError } from '../foundation/errors.ts';
import type { CardActionAnswer, CardActionContext } from './card-action.ts';
import type { RepairData } from './parse-action-data.ts';
import { showList } from './show-list.ts';
import { showRepair } from './show-repair.ts';

type Work = () => Promise<CardActionAnswer>;

/** Does what is about a list: no access (403) becomes a card that says so, without actions. */
export async function tellNoAccess(cards: Cards, work: Work): Promise<CardActionAnswer> {
  try {
    return await work();
  } catch (fault) {
    if (!isStatus(fault, 403)) {
      throw fault;
    }
    return { kind: 'card', card: cards.messageCard(fault.message, 'No access').content };
  }
}

/** Does what is about a repair: besides, one that is not there (404) becomes a card that says so, or its list without it. */
export function tellGone(cards: Cards, { list }: RepairData, context: CardActionContext, work: Work) {
  return tellNoAccess(cards, async () => {
    try {
      return await work();
    } catch (fault) {
      if (!isStatus(fault, 404)) {
        throw fault;
      }
      const { content } =
        list === undefined
          ? cards.messageCard(fault.message, 'Repair not found')
          : await showList(cards, list, context, fault.message);
      return { kind: 'card', card: content };
    }
  });
}

/** Does what changes a repair: a person who may only read (403) gets it without actions. */
export function tellReadOnly(cards: Cards, data: RepairData, context: CardActionContext, work: Work) {
  return tellGone(cards, data, context, async () => {
    try {
      return await work();
    } catch (fault) {
      if (!isStatus(fault, 403)) {
        throw fault;
      }
      const { repairId, list } = data;
      const versioned = await context.repairs.get(repairId);
      const view = { note: fault.message, ...(list === undefined ? {} : { list }) };
      return showRepair(cards, versioned, view, context);
    }
  });
}

const isStatus = (fault: unknown, status: number): fault is AppError =>
  fault instanceof AppError && fault.status === status;
