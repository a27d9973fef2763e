import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusColor, toStatusWord } from './card-repair.ts';
import { toCardText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';
import { type ListPosition, maximumTrail } from './list-position.ts';
import type { ExpandTemplate } from './read-card-templates.ts';

export interface RepairListCardOptions extends ListPosition {
  readonly results: readonly CardRepair[];
  /** Cursor of the next page; undefined on the last page. */
  readonly nextCursor?: string | undefined;
  /** What the list contains, for example `Repairs of Karin Blair`. */
  readonly heading: string;
  /** A sentence above the list, for example what has just happened. */
  readonly note?: string | undefined;
  /** BCP 47. */
  readonly locale?: string | undefined;
}

/**
 * Builds the card of one page of a list. Its actions are `Action.Execute`: `nextPage` and `previousPage` with the
 * `ListPosition` of the page to show, and `refresh` with `{ repairId, list }` to open a repair, where `list` is the
 * position of this page.
 */
export function toRepairListCard(
  expand: ExpandTemplate,
  formatDay: FormatDay,
  options: RepairListCardOptions,
): CardAttachment {
  const { results, query, trail, heading, note = '', locale } = options;
  const list: ListPosition = { query, trail };
  const card = expand({
    note: toCardText(note),
    heading: toCardText(heading),
    summary: toSummary(options),
    repairs: results.map((repair) => ({
      title: toCardText(repair.title),
      status: toStatusWord(repair.status),
      statusColor: toStatusColor(repair.status),
      facts: toFacts(repair, formatDay(repair.date, locale)),
      image: toPicture(repair),
      data: { repairId: repair.id, list },
    })),
    actions: toActions(options),
  });
  return toCardAttachment(card);
}

/** Returns the text after the status. */
function toFacts({ status, assignedTo }: CardRepair, date: string): string {
  const facts = [date, toCardText(assignedTo)].filter((fact) => fact !== '').join(' · ');
  return facts === '' || toStatusWord(status) === '' ? facts : ` · ${facts}`;
}

const isCutOff = ({ trail, nextCursor }: RepairListCardOptions): boolean =>
  nextCursor !== undefined && trail.length >= maximumTrail;

function toSummary(options: RepairListCardOptions): string {
  const { results, trail, nextCursor } = options;
  const page = trail.length + 1;
  if (results.length === 0) {
    return page === 1 ? 'No repairs found.' : 'No more repairs.';
  }
  if (isCutOff(options)) {
    return `Page ${page}. There are more repairs: narrow your search to see them.`;
  }
  return page === 1 && nextCursor === undefined ? '' : `Page ${page}`;
}

function toActions(options: RepairListCardOptions): readonly object[] {
  const { query, trail, nextCursor } = options;
  const previous = { verb: 'previousPage', title: 'Previous page', data: { query, trail: trail.slice(0, -1) } };
  const next = { verb: 'nextPage', title: 'Next page', data: { query, trail: [...trail, nextCursor] } };
  return [...(trail.length === 0 ? [] : [previous]), ...(nextCursor === undefined || isCutOff(options) ? [] : [next])];
}
