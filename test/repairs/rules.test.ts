import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../src/foundation/errors.ts';
import type { NewRepair } from '../../src/repairs/repair.ts';
import { parseNewRepair, parseRepairChanges, parseRepairQuery } from '../../src/repairs/rules.ts';

const input: NewRepair = { title: 'Oil change', description: 'Drain the oil.', assignedTo: 'Karin Blair' };

function fieldOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (fault) {
    expect(fault).to.be.instanceOf(InvalidRequest);
    return (fault as InvalidRequest).field;
  }
  return expect.fail('nothing was thrown');
}

describe('a new repair', () => {
  it('is trimmed and normalized to NFC', () => {
    const parsed = parseNewRepair({
      title: '  Oil ',
      description: ' Zoe\u0308\r\ndrove\rit ',
      assignedTo: 'A\u030angstro\u0308m',
    });
    expect(parsed).to.deep.equal({ title: 'Oil', description: 'Zoë\ndrove\nit', assignedTo: 'Ångström' });
  });

  it('drops unknown fields', () => {
    const extended = { ...input, tenantId: 'x', version: 7 };
    expect(parseNewRepair(extended)).to.deep.equal(input);
    expect(parseRepairChanges({ status: 'done' })).to.deep.equal({ status: 'done' });
  });

  for (const [what, fields, field] of [
    ['a blank title', { title: ' \u00a0 ' }, 'title'],
    ['a title of invisible characters', { title: '\u200b\u200d' }, 'title'],
    ['a blank name', { assignedTo: '\t' }, 'assignedTo'],
    ['NUL', { title: 'a\0b' }, 'title'],
    ['a newline in a title', { title: 'a\nb' }, 'title'],
    ['a newline in a name', { assignedTo: 'a\nb' }, 'assignedTo'],
    ['a control character', { description: 'a\u0007b' }, 'description'],
    ['a C1 control character', { description: 'a\u0085b' }, 'description'],
    ['a lone high surrogate', { description: 'a\ud800b' }, 'description'],
    ['a lone low surrogate', { assignedTo: '\udc00' }, 'assignedTo'],
    ['a title of 101 characters', { title: 'x'.repeat(101) }, 'title'],
    ['a description of 2001 characters', { description: '😀'.repeat(2001) }, 'description'],
    ['the 30th of February', { date: '2024-02-30' }, 'date'],
    ['the 29th of February 2023', { date: '2023-02-29' }, 'date'],
    ['the year 0', { date: '0000-06-01' }, 'date'],
    ['a time', { date: '2024-02-03T00:00:00Z' }, 'date'],
    ['a year of five digits', { date: '12024-02-03' }, 'date'],
    ['an http image', { image: 'http://example.com/a.png' }, 'image'],
    ['a javascript image', { image: 'javascript:alert(1)' }, 'image'],
    ['an image with credentials', { image: 'https://karin:secret@example.com/a.png' }, 'image'],
    ['an image with a user name', { image: 'https://karin@example.com/a.png' }, 'image'],
    ['an image with a password', { image: 'https://:secret@example.com/a.png' }, 'image'],
    ['an image URL that is too long as given', { image: `https://example.com/${'./'.repeat(1100)}a.png` }, 'image'],
    ['an image URL that is too long once encoded', { image: `https://example.com/${'ü'.repeat(600)}.png` }, 'image'],
    ['an image under another path of the app', { image: '/api/repairs' }, 'image'],
    ['an image path with ..', { image: '/pictures/../a.png' }, 'image'],
    ['a protocol-relative image URL', { image: '//example.com/a.png' }, 'image'],
    ['an unknown status', { status: 'broken' as 'done' }, 'status'],
  ] as const) {
    it(`is rejected with ${what}`, () => {
      expect(fieldOf(() => parseNewRepair({ ...input, ...fields }))).to.equal(field);
      expect(fieldOf(() => parseRepairChanges(fields))).to.equal(field);
    });
  }

  for (const fields of [
    { title: '😀'.repeat(100) },
    { description: '' },
    { description: "<script>alert(1)</script> **bold** '; drop table repairs; --" },
    { date: '2024-02-29' },
    { date: '0001-01-01' },
    { date: '9999-12-31' },
    { image: '/pictures/oil-change.png' },
    { image: 'https://example.com/a.png?size=2' },
  ]) {
    it(`keeps ${JSON.stringify(fields).slice(0, 60)} unchanged`, () => {
      expect(parseNewRepair({ ...input, ...fields })).to.deep.equal({ ...input, ...fields });
    });
  }

  it('with arbitrary text is either rejected or parsed idempotently', () => {
    const text = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });
    const fields = fc.record({ title: text, description: text, assignedTo: text }, { noNullPrototype: true });
    fc.assert(
      fc.property(fields, (anything) => {
        try {
          const parsed = parseNewRepair(anything);
          expect(parseNewRepair(parsed)).to.deep.equal(parsed);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });
});

describe('a query', () => {
  it('is returned unchanged', () => {
    const query = { assignedTo: 'karin', text: 'oil "and" *', status: 'open', limit: 100, cursor: 'x' } as const;
    expect(parseRepairQuery(query)).to.deep.equal(query);
  });

  for (const [what, query, field] of [
    ['NUL in a name', { assignedTo: 'a\0', limit: 1 }, 'assignedTo'],
    ['NUL in a text', { text: '\0', limit: 1 }, 'text'],
    ['a lone surrogate in a name', { assignedTo: '\ud800', limit: 1 }, 'assignedTo'],
    ['a lone surrogate in a text', { text: 'a\udfff', limit: 1 }, 'text'],
    ['an unknown status', { status: 'broken' as 'done', limit: 1 }, 'status'],
    ['limit 0', { limit: 0 }, 'limit'],
    ['limit 101', { limit: 101 }, 'limit'],
    ['a fractional limit', { limit: 1.5 }, 'limit'],
    ['a limit of NaN', { limit: Number.NaN }, 'limit'],
  ] as const) {
    it(`is rejected with ${what}`, () => {
      expect(fieldOf(() => parseRepairQuery(query))).to.equal(field);
    });
  }
});
