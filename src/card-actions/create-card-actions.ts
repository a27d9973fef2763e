import type { Cards } from '../cards/create-cards.ts';
import { createAssignToMe } from './assign-to-me.ts';
import type { CardAction } from './card-action.ts';
import { createEdit } from './edit.ts';
import { createRefresh } from './refresh.ts';
import { createSaveEdit } from './save-edit.ts';
import { createDone, createStart } from './set-status.ts';
import { createTurnPage } from './turn-page.ts';

/** What the cards do, by verb of `Action.Execute`. Whoever looks a verb up must not find what is inherited. */
export type CardActions = Readonly<Record<string, CardAction>>;

export function createCardActions(cards: Cards): CardActions {
  const turnPage = createTurnPage(cards);
  return {
    assignToMe: createAssignToMe(cards),
    start: createStart(cards),
    done: createDone(cards),
    edit: createEdit(cards),
    saveEdit: createSaveEdit(cards),
    refresh: createRefresh(cards),
    nextPage: turnPage,
    previousPage: turnPage,
  };
}
