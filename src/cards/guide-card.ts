import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { toCardText } from './card-text.ts';
import type { ExpandTemplate } from './read-card-templates.ts';

/** A command of the bot. Its button sends the title as a message. */
export interface GuideCommand {
  readonly title: string;
  readonly description: string;
}

export interface GuideCardOptions {
  /** May be empty. */
  readonly heading: string;
  readonly text: string;
  readonly commands: readonly GuideCommand[];
}

/** A card with some text and commands to choose from. */
export function toGuideCard(expand: ExpandTemplate, { heading, text, commands }: GuideCardOptions): CardAttachment {
  const card = expand({
    heading: toCardText(heading),
    text: toCardText(text),
    commands: commands.map(({ title, description }) => ({
      title: toCardText(title),
      description: toCardText(description),
      data: { msteams: { type: 'imBack', value: title } },
    })),
  });
  return toCardAttachment(card);
}
