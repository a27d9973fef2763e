import type { CardAttachment, PreviewAttachment } from './attachment.ts';
import { keepMade } from './keep-made.ts';
import type { CardVersionedRepair, RepairCard } from './repair-card.ts';
import type { RepairPreview, RepairPreviewOptions } from './repair-preview.ts';

/** The card of a repair for everybody who will see it in the chat, with the preview that stands for it in a list of results. */
export interface RepairResultAttachment extends CardAttachment {
  readonly preview: PreviewAttachment;
}

/** Makes a result of a repair; frozen, as the same one goes to everybody who finds it. */
export type RepairResult = (versioned: CardVersionedRepair, options?: RepairPreviewOptions) => RepairResultAttachment;

export function createRepairResult(repairCard: RepairCard, repairPreview: RepairPreview): RepairResult {
  return keepMade((versioned: CardVersionedRepair, options: RepairPreviewOptions = {}) => {
    const { locale } = options;
    const card = repairCard(versioned, { viewer: 'everyone', ...(locale === undefined ? {} : { locale }) });
    return { ...card, preview: repairPreview(versioned.repair, options) };
  });
}
