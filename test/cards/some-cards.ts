// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import fc from 'fast-check';
import type { CardRepair } from '../../src/cards/card-repair.ts';
import { createCards } from '../../src/cards/create-cards.ts';

export const cards = createCards();
export const repair: CardRepair = {
  id: '2',
  title: 'Brake repairs',
  description: 'Replace worn pads.',
  assignedTo: 'Issac Fielder',
  date: '2023-05-24',
  image: 'https://repairs.example.com/pictures/brake-repairs.png',
  status: 'inProgress',
};
export const { image: _, ...withoutPicture } = repair;
export const etag = '"3"';
export const viewer = { name: 'Karin Blair', mayChange: true };
export const list = { query: { text: 'brakes' }, trail: ['second'] };

export const hostile =
  '**b** [x](javascript:alert(1)) <b> ${title} ${{NAME}} {{DATE(2023-05-23T00:00:00Z, LONG)}} {{{TIME(2023-05-23T00:00:00Z)}}}';
export const visible = (text: string | undefined): string | undefined => text?.replaceAll('\u200b', '');
export const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
export const anyRepair: fc.Arbitrary<CardRepair> = fc.record(
  {
    id: text,
    title: text,
    description: fc.string({ unit: 'binary' }),
    assignedTo: text,
    date: fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    image: fc.webUrl({ validSchemes: ['https'] }),
    status: fc.constantFrom('open', 'inProgress', 'done'),
  },
  { requiredKeys: ['id', 'title', 'description', 'assignedTo', 'date', 'status'] },
);
