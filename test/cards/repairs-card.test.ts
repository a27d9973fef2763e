// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions are the subject of these tests
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { explainParts } from '../../src/teams-host/card-reader/explain-parts.ts';
import { expandAsTeams } from '../support/expand-as-teams.ts';
import { nodesOf, textsOf } from './card-nodes.ts';

const template = JSON.parse(readFileSync(new URL('../../adaptiveCards/repairs.json', import.meta.url), 'utf8'));

const repair = {
  id: '2',
  title: 'Brake repairs',
  description: 'Replace worn pads.',
  assignedTo: 'Issac Fielder',
  date: '2023-05-24',
  image: 'https://repairs.example.com/pictures/brake-repairs.png',
  status: 'inProgress',
};

const partsOf = fc.record(
  {
    title: fc.string({ unit: 'binary', minLength: 1 }),
    description: fc.string({ unit: 'binary' }),
    assignedTo: fc.string({ unit: 'binary', minLength: 1 }),
    date: fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    image: fc.webUrl({ validSchemes: ['https'] }),
    status: fc.constantFrom('open', 'inProgress', 'done'),
  },
  { requiredKeys: [] },
);

describe('the card of a repair', () => {
  const expand = expandAsTeams(template.responseCardTemplate);

  it('shows picture, title, status, person, date and description', () => {
    const card = expand(repair);
    expect(textsOf(card)).to.deep.equal([
      'Brake repairs',
      'In progress',
      'Assigned to',
      'Issac Fielder',
      'Date',
      'May 24, 2023',
      'Replace worn pads.',
    ]);
    expect(nodesOf(card).find(({ type }) => type === 'Image')).to.deep.include({
      url: repair.image,
      altText: 'Picture of Brake repairs',
    });
  });

  for (const [status, word] of [
    ['open', 'Open'],
    ['inProgress', 'In progress'],
    ['done', 'Done'],
  ]) {
    it(`shows ${word} for ${status}, in a distinct colour`, () => {
      const run = nodesOf(expand({ ...repair, status })).find(({ text }) => text === word);
      const otherStatuses = ['open', 'inProgress', 'done'].filter((other) => other !== status);
      for (const other of otherStatuses) {
        expect(nodesOf(expand({ ...repair, status: other })).map(({ color }) => color)).not.to.include(run?.color);
      }
    });
  }

  it('shows the same date in every time zone', () => {
    const zone = process.env.TZ;
    for (const place of ['Asia/Tokyo', 'America/Los_Angeles']) {
      process.env.TZ = place;
      expect(textsOf(expand(repair))).to.include('May 24, 2023');
    }
    if (zone === undefined) {
      delete process.env.TZ;
    } else {
      process.env.TZ = zone;
    }
  });

  it('has no element for a missing or empty field', () => {
    for (const [field, removed] of [
      ['image', 1],
      ['description', 2],
      ['assignedTo', 7],
      ['date', 7],
      ['status', 2],
    ] as const) {
      for (const value of ['', undefined]) {
        const { [field]: _, ...rest } = repair;
        const card = expand(value === undefined ? rest : { ...repair, [field]: value });
        expect(nodesOf(card).length, field).to.equal(nodesOf(expand(repair)).length - removed);
      }
    }
  });

  it('is parsed by the official renderer without warnings, for any data', () => {
    fc.assert(
      fc.property(partsOf, (data) => {
        expect(explainParts([expand(data)])).to.deep.equal({ faults: [], limits: [] });
      }),
    );
  });

  it('shows no template expression if fields are missing', () => {
    const plain = partsOf.filter((data) => !JSON.stringify(data).includes('$'));
    fc.assert(
      fc.property(plain, (data) => {
        expect(JSON.stringify(expand(data))).not.to.include('${');
      }),
    );
  });

  it('contains user text only in elements that do not parse markdown', () => {
    const markdownNodes = nodesOf(template.responseCardTemplate).filter(
      ({ type = '', text = '' }) => ['TextBlock', 'FactSet', 'Fact'].includes(type) && text.includes('${'),
    );
    expect(markdownNodes).to.deep.equal([]);
  });

  it('shows user text unchanged', () => {
    for (const text of [
      '**b** [x](javascript:alert(1)) # h\n- l <b>',
      '${title} ${{NAME}}',
      '\\n `x` "q" \u0000',
      ' ',
    ]) {
      const texts = textsOf(expand({ ...repair, title: text, description: text, assignedTo: text }));
      expect(texts.filter((found) => found === text)).to.have.length(3);
    }
  });

  it('disables the date functions of the renderer in user text', () => {
    const text = '{{DATE(2023-05-23T00:00:00Z, LONG)}} {{{DATE(2023-05-23T00:00:00Z)}} {{TIME(2023-05-23T00:00:00Z)}}';
    for (const shown of textsOf(expand({ ...repair, title: text, description: text, assignedTo: text }))) {
      expect(shown).not.to.match(/\{\{(DATE|TIME)/);
    }
    expect(textsOf(expand({ title: text }))[0]?.replaceAll('\u200b', '')).to.equal(text);
  });
});

describe('the preview of a repair', () => {
  const expand = expandAsTeams(template.previewCardTemplate);

  it('shows title, person, status, date and picture', () => {
    expect(expand(repair)).to.deep.equal({
      title: 'Brake repairs',
      subtitle: 'Issac Fielder',
      text: 'In progress · May 24, 2023',
      image: { url: repair.image, alt: 'Picture of Brake repairs' },
    });
  });

  it('shows nothing for missing fields', () => {
    expect(expand({})).to.deep.equal({ title: 'Repair', subtitle: '', text: '', image: null });
    expect(expand({ title: 'Oil', date: '2023-05-23' })).to.include({ text: 'May 23, 2023' });
    expect(expand({ title: 'Oil', status: 'done' })).to.include({ text: 'Done' });
  });

  it('has no user text in the field that Teams parses as markup', () => {
    expect(expand({ ...repair, title: '<b>', assignedTo: '<b>', description: '<b>' })).to.include({
      text: 'In progress · May 24, 2023',
    });
    expect(expand({ status: '<b>' })).to.include({ text: '' });
  });

  it('shows no template expression if fields are missing', () => {
    const plain = partsOf.filter((data) => !JSON.stringify(data).includes('$'));
    fc.assert(
      fc.property(plain, (data) => {
        expect(JSON.stringify(expand(data))).not.to.include('${');
      }),
    );
  });
});
