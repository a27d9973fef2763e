import { type JsonObject, member, textMember } from '../../../foundation/json-value.ts';
import {
  type ConvertedCard,
  noteOtherThanText,
  subtitleStyle,
  titleStyle,
  toAction,
  toButtons,
  toCard,
  toParts,
  toText,
} from './converted-card.ts';

/** Converts a hero card, whose picture fills the width. */
export function fromHeroCard(content: unknown): ConvertedCard {
  const notes: string[] = [];
  const picture = toPicture(content, notes);
  const body = [...(picture === undefined ? [] : [{ ...picture, size: 'Stretch' }]), ...toTexts(content)];
  return finish(content, body, notes);
}

/** Converts a thumbnail card, whose picture is beside the text. */
export function fromThumbnailCard(content: unknown): ConvertedCard {
  const notes: string[] = [];
  const picture = toPicture(content, notes);
  const texts = toTexts(content);
  const body =
    picture === undefined
      ? texts
      : [
          {
            type: 'ColumnSet',
            columns: [
              { type: 'Column', width: 'stretch', items: texts },
              { type: 'Column', width: 'auto', items: [{ ...picture, size: 'Medium' }] },
            ],
          },
        ];
  return finish(content, body, notes);
}

function finish(content: unknown, body: readonly unknown[], notes: string[]): ConvertedCard {
  noteOtherThanText(content, ['title', 'subtitle', 'text'], notes);
  return { card: toCard(body, toButtons(content, notes), toAction(member(content, 'tap'), notes)), notes };
}

function toTexts(content: unknown): readonly object[] {
  return [
    ...toText(member(content, 'title'), titleStyle),
    ...toText(member(content, 'subtitle'), subtitleStyle),
    ...toText(member(content, 'text')),
  ];
}

function toPicture(content: unknown, notes: string[]): JsonObject | undefined {
  const images = toParts(content, 'images', notes);
  if (images.length > 1) {
    notes.push(`The card has ${images.length} pictures, of which the first is drawn.`);
  }
  const [image] = images;
  const url = textMember(image, 'url');
  if (image !== undefined && url === undefined) {
    notes.push('The picture of the card has no "url", so it is not drawn.');
  }
  const selectAction = toAction(member(image, 'tap'), notes);
  return url === undefined
    ? undefined
    : { type: 'Image', url, altText: textMember(image, 'alt') ?? '', ...(selectAction && { selectAction }) };
}
