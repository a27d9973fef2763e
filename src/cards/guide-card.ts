import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { toCardText } from './card-text.ts';
import { readCardTemplate } from './read-card-template.ts';

/** Something the bot understands: pressed, its title is sent as a message. */
export interface GuideCommand {
  readonly title: string;
  readonly description: string;
}

export interface GuideCardOptions {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly commands: readonly GuideCommand[];
}

/** Makes a card that says what there is to say, and what to say next. */
export type GuideCard = (options: GuideCardOptions) => CardAttachment;

export function createGuideCard(): GuideCard {
  const expand = readCardTemplate('guide');
  return ({ heading, paragraphs, commands }) =>
    toCardAttachment(
      expand({
        heading: toCardText(heading),
        paragraphs: paragraphs.map((text) => ({ text: toCardText(text) })),
        commands: commands.map(({ title, description }) => ({
          title: toCardText(title),
          description: toCardText(description),
          data: { msteams: { type: 'imBack', value: title } },
        })),
      }),
    );
}
