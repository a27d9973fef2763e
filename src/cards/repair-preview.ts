import type { Attachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusWord } from './card-repair.ts';
import { toPreviewText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';

export interface RepairPreviewOptions {
  /** A small picture beside the text, or a large one above it. */
  readonly kind: 'thumbnail' | 'hero';
  /** BCP 47. */
  readonly locale?: string | undefined;
}

/**
 * Builds the preview of a repair in a list of results. Tapping it invokes `composeExtension/selectItem` with the value
 * `{ repairId }`. Only title and subtitle contain user text, because Teams renders markup in `text`.
 */
export function toRepairPreview(
  formatDay: FormatDay,
  repair: CardRepair,
  { kind, locale }: RepairPreviewOptions,
): Attachment {
  const image = toPicture(repair);
  const title = toPreviewText(repair.title);
  return {
    contentType: `application/vnd.microsoft.card.${kind}`,
    content: {
      title,
      subtitle: toPreviewText(repair.assignedTo),
      text: [toStatusWord(repair.status), formatDay(repair.date, locale)].filter((part) => part !== '').join(' · '),
      images: image === '' ? [] : [{ url: image, alt: `Picture of ${title}` }],
      tap: { type: 'invoke', title: 'Choose', value: { repairId: repair.id } },
    },
  };
}
