import { member, textMember } from '../../../foundation/json-value.ts';
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

/**
 * Converts a list card: items with a picture, a title and a subtitle, and headings between them.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#list-card
 */
export function fromListCard(content: unknown): ConvertedCard {
  const notes: string[] = [];
  const items = toParts(content, 'items', notes).flatMap((item) => toItem(item, notes));
  noteOtherThanText(content, ['title'], notes);
  const body = [...toText(member(content, 'title'), titleStyle), ...items];
  return { card: toCard(body, toButtons(content, notes)), notes };
}

function toItem(item: unknown, notes: string[]): readonly object[] {
  noteOtherThanText(item, ['title', 'subtitle', 'icon'], notes);
  if (member(item, 'type') === 'section') {
    return toText(member(item, 'title'), { isSubtle: true, weight: 'Bolder', separator: true });
  }
  const texts = [
    ...toText(member(item, 'title'), { weight: 'Bolder' }),
    ...toText(member(item, 'subtitle'), subtitleStyle),
  ];
  const url = textMember(item, 'icon');
  const icon = url === undefined ? [] : [{ type: 'Image', url, altText: '', size: 'Small' }];
  const selectAction = toAction(member(item, 'tap'), notes);
  const columns = [
    ...(icon.length === 0 ? [] : [{ type: 'Column', width: 'auto', items: icon }]),
    { type: 'Column', width: 'stretch', items: texts },
  ];
  if (texts.length === 0 && icon.length === 0) {
    notes.push('An item of the card has neither a title nor an icon, so it is not drawn.');
    return [];
  }
  return [{ type: 'ColumnSet', columns, ...(selectAction && { selectAction }) }];
}
