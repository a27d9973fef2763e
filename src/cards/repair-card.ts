import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusColor, toStatusWord } from './card-repair.ts';
import { toCardText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';
import type { ListPosition } from './list-position.ts';
import { readCardTemplate } from './read-card-template.ts';
import { withPresence } from './with-presence.ts';

/** A person that a card is for. */
export interface CardViewer {
  /** Under which repairs are assigned to this person; empty where it is not known. */
  readonly name: string;
  /** Whether the person may change repairs; without it there are no buttons that do. */
  readonly mayChange: boolean;
}

export interface RepairCardOptions {
  /**
   * Who looks at the card. In one for everyone nothing is of one person: it offers all that makes sense for the repair, and
   * becomes each one's own as they look at it.
   */
  readonly viewer: CardViewer | 'everyone';
  /** A sentence above the repair, for example what has just happened. */
  readonly note?: string;
  /** The list that this was opened from: adds the way back to it, and comes along with every action. */
  readonly list?: ListPosition;
  readonly locale?: string;
}

/** A repair as the API gave it; the version is not known of one from a list. */
export interface CardVersionedRepair {
  readonly repair: CardRepair;
  readonly etag?: string;
}

/**
 * Makes the card of a repair. It refreshes for everybody who looks at it (Teams does so in chats of up to 60 people), but
 * not where it stands in for a list. Its actions are `Action.Execute` with the data `{ repairId, etag?, list? }`; the way back is
 * `previousPage` with the data of the list card's own actions.
 */
export type RepairCard = (versioned: CardVersionedRepair, options: RepairCardOptions) => CardAttachment;

export function createRepairCard(formatDay: FormatDay): RepairCard {
  const expand = readCardTemplate('repair');
  return ({ repair, etag }, options) => {
    const { viewer, note = '', list, locale } = options;
    const data = {
      repairId: repair.id,
      ...(etag === undefined ? {} : { etag }),
      ...(list === undefined ? {} : { list }),
    };
    const card = expand({
      ...withPresence({
        note: toCardText(note),
        title: toCardText(repair.title),
        description: toCardText(repair.description),
        assignedTo: toCardText(repair.assignedTo),
        date: formatDay(repair.date, locale),
        status: toStatusWord(repair.status),
        image: toPicture(repair),
      }),
      statusColor: toStatusColor(repair.status),
      back: list === undefined ? [] : [{ data: list }],
      actions: toActions(repair, viewer).map((action) => ({ ...action, data })),
    });
    return toCardAttachment(list === undefined ? { ...card, refresh: toRefresh(data) } : card);
  };
}

interface CardAction {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive';
}

const assignToMe: CardAction = { verb: 'assignToMe', title: 'Assign to me', style: 'default' };
const start: CardAction = { verb: 'start', title: 'Start', style: 'positive' };
const done: CardAction = { verb: 'done', title: 'Done', style: 'positive' };
const edit: CardAction = { verb: 'edit', title: 'Edit', style: 'default' };

/** What makes sense for the repair as it is, and the person may do. */
function toActions({ status, assignedTo }: CardRepair, viewer: CardViewer | 'everyone'): readonly CardAction[] {
  if (viewer !== 'everyone' && !viewer.mayChange) {
    return [];
  }
  const mayTakeOver = viewer === 'everyone' || (viewer.name !== '' && viewer.name !== assignedTo);
  return [
    ...(status === 'open' ? [start] : []),
    ...(status === 'inProgress' ? [done] : []),
    ...(status !== 'done' && mayTakeOver ? [assignToMe] : []),
    edit,
  ];
}

const toRefresh = (data: object): object => ({
  action: { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data },
});
