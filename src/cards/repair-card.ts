import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusColor, toStatusWord } from './card-repair.ts';
import { toCardText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';
import type { ListPosition } from './list-position.ts';
import { readCardTemplate } from './read-card-template.ts';
import { withPresence } from './with-presence.ts';

export interface RepairCardOptions {
  /** Whether the person may change repairs; without it there are no buttons that do. */
  readonly mayChange: boolean;
  /** Who looks at the card; without it nobody is offered to take the repair over. */
  readonly user?: { readonly name: string };
  /** A sentence above the repair, for example what has just happened. */
  readonly note?: string;
  /**
   * Who gets the card anew for their own eyes when they look at it: everybody (Teams does so in chats of up to 60 people),
   * or these channel ids, at most 60. Without it nobody does.
   */
  readonly refreshFor?: 'everyone' | readonly string[];
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
 * Makes the card of a repair. Its actions are `Action.Execute` with the data `{ repairId, etag?, list? }`; the way back is
 * `previousPage` with the data of the list card's own actions.
 */
export type RepairCard = (versioned: CardVersionedRepair, options: RepairCardOptions) => CardAttachment;

/** Most people that Teams refreshes a card for. */
const maximumUserIds = 60;

export function createRepairCard(formatDay: FormatDay): RepairCard {
  const expand = readCardTemplate('repair');
  return ({ repair, etag }, options) => {
    const { note = '', refreshFor, list, locale } = options;
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
      actions: toActions(repair, options).map((action) => ({ ...action, data })),
    });
    return toCardAttachment(refreshFor === undefined ? card : { ...card, refresh: toRefresh(data, refreshFor) });
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
function toActions({ status, assignedTo }: CardRepair, { mayChange, user }: RepairCardOptions): readonly CardAction[] {
  if (!mayChange) {
    return [];
  }
  const isMine = user !== undefined && user.name === assignedTo;
  return [
    ...(status === 'open' ? [start] : []),
    ...(status === 'inProgress' ? [done] : []),
    ...(status === 'done' || user === undefined || isMine ? [] : [assignToMe]),
    edit,
  ];
}

function toRefresh(data: object, refreshFor: 'everyone' | readonly string[]): object {
  return {
    action: { type: 'Action.Execute', title: 'Refresh', verb: 'refresh', data },
    ...(refreshFor === 'everyone' ? {} : { userIds: refreshFor.slice(0, maximumUserIds) }),
  };
}
