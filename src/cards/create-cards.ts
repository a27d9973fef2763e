import type { CardAttachment } from './attachment.ts';
import { createFormatDay } from './format-day.ts';
import { createGuideCard, type GuideCommand } from './guide-card.ts';
import { createRepairCard, type RepairCard } from './repair-card.ts';
import { createRepairFormCard, type RepairFormCard } from './repair-form-card.ts';
import { createRepairListCard, type RepairListCard } from './repair-list-card.ts';
import { createRepairPreview, type RepairPreview } from './repair-preview.ts';
import { createRepairResult, type RepairResult } from './repair-result.ts';

/** Every card of the bot. None of them reads text of people as markdown, and what is missing prints nothing. */
export interface Cards {
  readonly repairCard: RepairCard;
  readonly repairPreview: RepairPreview;
  readonly repairResult: RepairResult;
  readonly repairListCard: RepairListCard;
  readonly repairFormCard: RepairFormCard;
  /** Greets where the bot has just been installed. */
  welcomeCard(commands: readonly GuideCommand[]): CardAttachment;
  /** Says what the bot understands. */
  helpCard(commands: readonly GuideCommand[]): CardAttachment;
  /** One sentence, with a heading where one is given. */
  messageCard(text: string, heading?: string): CardAttachment;
}

/**
 * Reads and compiles the templates in `adaptiveCards/`, once.
 * @throws TemplateFault where one cannot be compiled.
 */
export function createCards(): Cards {
  const formatDay = createFormatDay();
  const guideCard = createGuideCard();
  const repairCard = createRepairCard(formatDay);
  const repairPreview = createRepairPreview(formatDay);
  return {
    repairCard,
    repairPreview,
    repairResult: createRepairResult(repairCard, repairPreview),
    repairListCard: createRepairListCard(formatDay),
    repairFormCard: createRepairFormCard(),
    welcomeCard: (commands) =>
      guideCard({
        heading: 'Welcome to Repairs',
        paragraphs: ["I find, show and change your organisation's repairs.", 'Tell me what you look for, or choose:'],
        commands,
      }),
    helpCard: (commands) =>
      guideCard({
        heading: 'What I can do',
        paragraphs: ['Tell me some words and I look for repairs that have them. Besides, I understand:'],
        commands,
      }),
    messageCard: (text, heading = '') => guideCard({ heading, paragraphs: [text], commands: [] }),
  };
}
