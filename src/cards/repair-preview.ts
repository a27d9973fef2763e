import type { PreviewAttachment } from './attachment.ts';
import { type CardRepair, toPicture, toStatusWord } from './card-repair.ts';
import { toPreviewText } from './card-text.ts';
import type { FormatDay } from './format-day.ts';

export interface RepairPreviewOptions {
  /** A small picture beside the text, or a large one above it. */
  readonly kind?: 'thumbnail' | 'hero';
  readonly locale?: string;
}

/** Makes the preview of a repair; tapping it invokes `composeExtension/selectItem` with the value `{ repairId }`. */
export type RepairPreview = (repair: CardRepair, options?: RepairPreviewOptions) => PreviewAttachment;

/** Text of people stands in title and subtitle alone: Teams reads markup in `text`. */
export function createRepairPreview(formatDay: FormatDay): RepairPreview {
  return (repair, { kind = 'thumbnail', locale } = {}) => {
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
  };
}
