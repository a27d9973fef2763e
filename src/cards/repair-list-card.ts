import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusColor, toStatusWord } from './card-repair.ts';
import { toCardText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';
import { type ListPosition, maximumTrail } from './list-position.ts';
import { readCardTemplate } from './read-card-template.ts';
import { withPresence } from './with-presence.ts';

export interface RepairListCardOptions extends ListPosition {
  readonly results: readonly CardRepair[];
  /** Where the next page begins; absent on the last page. */
  readonly nextCursor?: string;
  /** What the list is of, for example `Repairs of Karin Blair`. */
  readonly heading: string;
  /** A sentence above the list, for example what has just happened. */
  readonly note?: string;
  readonly locale?: string;
}

/**
 * Makes one page of a list. Its actions are `Action.Execute`: `nextPage` and `previousPage` with the `ListPosition` of the
 * page to show; choosing a repair is `refresh` with `{ repairId, list }`, where `list` is this page's.
 */
export type RepairListCard = (options: RepairListCardOptions) => CardAttachment;

export function createRepairListCard(formatDay: FormatDay): RepairListCard {
  const expand = readCardTemplate('repair-list');
  return (options) => {
    const { results, query, trail, heading, note = '', locale } = options;
    const list: ListPosition = { query, trail };
    const card = expand({
      ...withPresence({ note: toCardText(note), summary: toSummary(options) }),
      heading: toCardText(heading),
      repairs: results.map((repair) => ({
        ...withPresence({
          facts: toFacts(repair, formatDay(repair.date, locale)),
          status: toStatusWord(repair.status),
          image: toPicture(repair),
        }),
        title: toCardText(repair.title),
        statusColor: toStatusColor(repair.status),
        data: { repairId: repair.id, list },
      })),
      actions: toActions(options),
    });
    return toCardAttachment(card);
  };
}

/** What stands behind the status. */
function toFacts({ status, assignedTo }: CardRepair, date: string): string {
  const facts = [date, toCardText(assignedTo)].filter((fact) => fact !== '').join(' · ');
  return facts === '' || toStatusWord(status) === '' ? facts : ` · ${facts}`;
}

const isLastOfTrail = ({ trail, nextCursor }: RepairListCardOptions): boolean =>
  nextCursor !== undefined && trail.length >= maximumTrail;

function toSummary(options: RepairListCardOptions): string {
  const { results, trail, nextCursor } = options;
  const page = trail.length + 1;
  if (results.length === 0) {
    return page === 1 ? 'No repairs found.' : 'No more repairs.';
  }
  if (isLastOfTrail(options)) {
    return `Page ${page}. There are more: say more exactly what you look for.`;
  }
  return page === 1 && nextCursor === undefined ? '' : `Page ${page}`;
}

function toActions(options: RepairListCardOptions): readonly object[] {
  const { query, trail, nextCursor } = options;
  const previous = { verb: 'previousPage', title: 'Previous page', data: { query, trail: trail.slice(0, -1) } };
  const next = { verb: 'nextPage', title: 'Next page', data: { query, trail: [...trail, nextCursor] } };
  return [
    ...(trail.length === 0 ? [] : [previous]),
    ...(nextCursor === undefined || isLastOfTrail(options) ? [] : [next]),
  ];
}
