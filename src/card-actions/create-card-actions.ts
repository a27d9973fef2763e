import type { Cards } from '../cards/create-cards.ts';
import type { CardAction, CardActionAnswer, CardActionContext, CardActionValue } from './card-action.ts';
import { createRepair } from './create-repair.ts';
import { edit } from './edit.ts';
import { assignToMe, done, start } from './quick-changes.ts';
import { refresh } from './refresh.ts';
import { saveEdit } from './save-edit.ts';
import { turnPage } from './turn-page.ts';

/** By verb of `Action.Execute`. */
export type CardActions = Readonly<
  Record<string, (value: Pick<CardActionValue, 'data'>, context: CardActionContext) => Promise<CardActionAnswer>>
>;

const actions: Readonly<Record<string, CardAction>> = {
  createRepair,
  assignToMe,
  start,
  done,
  edit,
  saveEdit,
  refresh,
  nextPage: turnPage,
  previousPage: turnPage,
};

/** Creates the actions of the bot's cards. */
export function createCardActions(cards: Cards): CardActions {
  return Object.fromEntries(
    Object.entries(actions).map(([verb, act]) => [verb, (value, context) => act(cards, value, context)]),
  );
}
