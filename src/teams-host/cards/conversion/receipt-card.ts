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
import { escapeMarkdown } from './to-markdown.ts';

/**
 * Converts a receipt card: facts, items with their prices, and the sum.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference#receipt-card
 */
export function fromReceiptCard(content: unknown): ConvertedCard {
  const notes: string[] = [];
  noteOtherThanText(content, ['title', 'tax', 'vat', 'total'], notes);
  const facts = toParts(content, 'facts', notes).map((fact) => {
    noteOtherThanText(fact, ['key', 'value'], notes);
    return {
      title: escapeMarkdown(textMember(fact, 'key') ?? ''),
      value: escapeMarkdown(textMember(fact, 'value') ?? ''),
    };
  });
  const body = [
    ...toText(member(content, 'title'), titleStyle),
    ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts }]),
    ...toParts(content, 'items', notes).flatMap((item) => toItem(item, notes)),
    ...['tax', 'vat'].flatMap((name) => toSum(name === 'tax' ? 'Tax' : 'VAT', member(content, name), {})),
    ...toSum('Total', member(content, 'total'), { weight: 'Bolder' }),
  ];
  const card = toCard(body, toButtons(content, notes), toAction(member(content, 'tap'), notes));
  return { card, notes };
}

function toItem(item: unknown, notes: string[]): readonly object[] {
  noteOtherThanText(item, ['title', 'subtitle', 'text', 'price', 'quantity'], notes);
  const quantity = textMember(item, 'quantity') ?? '';
  const url = textMember(member(item, 'image'), 'url');
  const texts = [
    ...toText(member(item, 'title')),
    ...toText(member(item, 'subtitle'), subtitleStyle),
    ...toText(member(item, 'text'), subtitleStyle),
    ...toText(quantity === '' ? '' : `× ${quantity}`, subtitleStyle),
  ];
  const price = toText(member(item, 'price'));
  const selectAction = toAction(member(item, 'tap'), notes);
  const columns = [
    ...(url === undefined
      ? []
      : [{ type: 'Column', width: 'auto', items: [{ type: 'Image', url, altText: '', size: 'Small' }] }]),
    { type: 'Column', width: 'stretch', items: texts },
    { type: 'Column', width: 'auto', items: price },
  ];
  return [{ type: 'ColumnSet', separator: true, columns, ...(selectAction && { selectAction }) }];
}

function toSum(title: string, value: unknown, style: object): readonly object[] {
  const sum = toText(value, style);
  const columns = [
    { type: 'Column', width: 'stretch', items: toText(title, style) },
    { type: 'Column', width: 'auto', items: sum },
  ];
  return sum.length === 0 ? [] : [{ type: 'ColumnSet', separator: true, columns }];
}
