import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusColor, toStatusWord } from './card-repair.ts';
import { toCardText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';
import type { ListPosition } from './list-position.ts';
import type { ExpandTemplate } from './read-card-templates.ts';

/** The person a card is made for. */
export interface CardViewer {
  /** The name under which repairs are assigned to this person; empty if unknown. */
  readonly name: string;
  /** If false, the card has no buttons that change the repair. */
  readonly mayChange: boolean;
}

export interface RepairCardOptions {
  /**
   * A card for everyone contains nothing personal: it offers every action the repair allows, and refreshes to each
   * person's own card when they view it.
   */
  readonly viewer: CardViewer | 'everyone';
  /** A sentence below the repair, next to the buttons, for example what has just happened. */
  readonly note?: string | undefined;
  /** The list from which the repair was opened: adds a back button, and is sent with every action. */
  readonly list?: ListPosition | undefined;
  /** BCP 47. */
  readonly locale?: string | undefined;
}

/** A repair with its version, which is unknown for a repair from a list. */
export interface VersionedCardRepair {
  readonly repair: CardRepair;
  readonly etag?: string | undefined;
}

/**
 * Builds the card of a repair. Unless it replaces a list, it refreshes for everyone who views it (in Teams: in chats of
 * up to 60 people). Its actions are `Action.Execute` with the data `{ repairId, etag?, shown?, list? }`, where `shown` is
 * what the card shows of a repair whose version is unknown; the back button is `previousPage` with the position of the
 * list.
 */
export function toRepairCard(
  expand: ExpandTemplate,
  formatDay: FormatDay,
  { repair, etag }: VersionedCardRepair,
  { viewer, note = '', list, locale }: RepairCardOptions,
): CardAttachment {
  const { status, assignedTo } = repair;
  const data = { repairId: repair.id, ...(etag === undefined ? { shown: { status, assignedTo } } : { etag }), list };
  const card = expand({
    note: toCardText(note),
    title: toCardText(repair.title),
    description: toCardText(repair.description),
    assignedTo: toCardText(repair.assignedTo),
    date: formatDay(repair.date, locale),
    status: toStatusWord(repair.status),
    statusColor: toStatusColor(repair.status),
    image: toPicture(repair),
    back: list === undefined ? [] : [{ data: list }],
    actions: toActions(repair, viewer).map((action) => ({ ...action, data })),
  });
  return toCardAttachment(list === undefined ? { ...card, refresh: toRefresh(data) } : card);
}

interface Button {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive';
}

const assignToMe: Button = { verb: 'assignToMe', title: 'Assign to me', style: 'default' };
const start: Button = { verb: 'start', title: 'Start', style: 'positive' };
const done: Button = { verb: 'done', title: 'Done', style: 'positive' };
const edit: Button = { verb: 'edit', title: 'Edit', style: 'default' };

/** Returns the actions that the status of the repair and the person's permission allow. */
function toActions({ status, assignedTo }: CardRepair, viewer: CardViewer | 'everyone'): readonly Button[] {
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
