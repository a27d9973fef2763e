import type { CardAttachment } from './attachment.ts';
import { cacheResults, type ToRepairResult } from './cache-results.ts';
import { createFormatDay } from './format-day.ts';
import { type GuideCommand, toGuideCard } from './guide-card.ts';
import { readCardTemplates } from './read-card-templates.ts';
import { type RepairCardOptions, toRepairCard, type VersionedCardRepair } from './repair-card.ts';
import { type RepairFormCardOptions, toRepairFormCard } from './repair-form-card.ts';
import { type RepairListCardOptions, toRepairListCard } from './repair-list-card.ts';
import { toRepairPreview } from './repair-preview.ts';
import { toSignInCard } from './sign-in-card.ts';

/** Every card of the bot. None of them renders user text as markdown. */
export interface Cards {
  repairCard(versioned: VersionedCardRepair, options: RepairCardOptions): CardAttachment;
  /** The card for everyone in the chat, with the preview that represents it in a list of results. Cached and frozen. */
  readonly repairResult: ToRepairResult;
  repairListCard(options: RepairListCardOptions): CardAttachment;
  repairFormCard(options: RepairFormCardOptions): CardAttachment;
  /** Shown when the bot is installed. */
  welcomeCard(commands: readonly GuideCommand[]): CardAttachment;
  /** Lists the commands of the bot. */
  helpCard(commands: readonly GuideCommand[]): CardAttachment;
  /** A question with its answers: each sends its title as a message. */
  choiceCard(heading: string, text: string, answers: readonly GuideCommand[]): CardAttachment;
  /** @param question the message that is answered after the sign-in. */
  signInCard(question: string): CardAttachment;
  /** One sentence, with an optional heading. */
  messageCard(text: string, heading?: string): CardAttachment;
}

/** Reads the card templates once; every card is an expansion of one of them. */
export function createCards(): Cards {
  const templates = readCardTemplates();
  const formatDay = createFormatDay();
  const repairCard: Cards['repairCard'] = (versioned, options) =>
    toRepairCard(templates.repair, formatDay, versioned, options);
  const guideCard = (heading: string, text: string, commands: readonly GuideCommand[]) =>
    toGuideCard(templates.guide, { heading, text, commands });
  return {
    repairCard,
    repairResult: cacheResults((versioned, options) => ({
      ...repairCard(versioned, { viewer: 'everyone', locale: options.locale }),
      preview: toRepairPreview(formatDay, versioned.repair, options),
    })),
    repairListCard: (options) => toRepairListCard(templates.repairList, formatDay, options),
    repairFormCard: (options) => toRepairFormCard(templates.repairForm, options),
    welcomeCard: (commands) =>
      guideCard(
        'Welcome to Repairs',
        "I find, show and change your organisation's repairs. Tell me what you are looking for, or choose:",
        commands,
      ),
    helpCard: (commands) =>
      guideCard(
        'What I can do',
        'Send me a few words, and I search for repairs that contain them. I also understand:',
        commands,
      ),
    choiceCard: guideCard,
    signInCard: (question) => toSignInCard(templates.guide, question),
    messageCard: (text, heading = '') => guideCard(heading, text, []),
  };
}
