import { expect } from 'chai';
import fc from 'fast-check';
import { countTokens } from '../../../src/api/excerpts/count-tokens.ts';
import { buildExcerptPage } from '../../../src/api/excerpts/excerpt-page.ts';
import type { Repair } from '../../../src/repairs/repair.ts';
import { aRepair } from '../../support/a-repair.ts';

/** What Microsoft 365 Copilot passes on of a response. */
const maximumTokens = 4096;

interface Page {
  readonly results: readonly { readonly id: string; readonly excerpt: string }[];
  readonly nextCursor?: string;
}

/** Builds one page of these repairs; its cursor is the place of the next repair. */
async function pageOf(repairs: readonly Repair[], limit: number, start = 0) {
  const text = await buildExcerptPage({
    limit,
    list: async (count) => {
      const end = start + count;
      const nextCursor = end < repairs.length ? String(end) : undefined;
      return { results: repairs.slice(start, end), nextCursor };
    },
    toPageUrl: (id) => `https://repairs.example.com/repairs/${id}`,
  });
  return { page: JSON.parse(text) as Page, tokens: await countTokens(text) };
}

/** Follows the cursors to the last page. */
async function allPagesOf(repairs: readonly Repair[], limit: number) {
  const pages = [];
  for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
    const found = await pageOf(repairs, limit, Number(cursor));
    pages.push(found);
    cursor = found.page.nextCursor;
  }
  return pages;
}

const sentence = 'Drain the old engine oil, replace the filter and fill up with fresh oil. ';
const manyOf = (count: number, overrides: Partial<Repair>) => Array.from({ length: count }, () => aRepair(overrides));

describe('buildExcerptPage', () => {
  it('returns 25 repairs with descriptions of 2,000 characters in at most 4,096 tokens', async () => {
    const { page, tokens } = await pageOf(manyOf(30, { description: sentence.repeat(28).slice(0, 2000) }), 25);
    expect(page.results).to.have.lengthOf(25);
    expect(tokens).to.be.within(1000, maximumTokens);
    for (const { excerpt } of page.results) {
      expect(excerpt.length).to.be.within(150, 200);
      expect(excerpt).to.match(/^Drain .+…$/);
    }
    expect(page.nextCursor).to.equal('25');
  });

  it('contains what a model needs of a repair, and no image', async () => {
    const repair = aRepair({ id: '7', version: 4 });
    const { description, image: _, ...fields } = repair;
    const { page } = await pageOf([repair], 10);
    expect(page).to.deep.equal({
      results: [{ ...fields, excerpt: description, url: 'https://repairs.example.com/repairs/7' }],
    });
  });

  it('shortens the excerpts before it leaves repairs for the next page', async () => {
    const title = '修理する車のブレーキとタイヤを交換してください';
    const { page, tokens } = await pageOf(manyOf(25, { title, description: title.repeat(80) }), 25);
    expect(page.results).to.have.lengthOf(25);
    expect(tokens).to.be.at.most(maximumTokens);
    for (const { excerpt } of page.results) {
      expect(Array.from(excerpt).length).to.be.below(200);
    }
  });

  it('reads names of special tokens as text', async () => {
    const { page } = await pageOf([aRepair({ description: '<|endoftext|><|fim_prefix|>' })], 10);
    expect(page.results[0]?.excerpt).to.equal('<|endoftext|><|fim_prefix|>');
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.string({ unit: 'binary-ascii', minLength: 1000, maxLength: 2000 }),
    fc.string({
      unit: fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
      maxLength: 2000,
    }),
    fc.string({
      unit: fc.integer({ min: 0x1f300, max: 0x1faff }).map((code) => String.fromCodePoint(code)),
      minLength: 100,
      maxLength: 2000,
    }),
  );
  const cut = (text: string, length: number) => Array.from(text).slice(0, length).join('');

  it('never exceeds the limit and never loses a repair, whatever is stored', async () => {
    const stored = fc.record({ title: hostile, description: hostile, assignedTo: hostile, id: hostile });
    await fc.assert(
      fc.asyncProperty(
        fc.array(stored, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 25 }),
        async (texts, limit) => {
          // More than one page, from a few generated texts.
          const repairs = Array.from({ length: 40 }, (_, place) => {
            const { title = '', description = '', assignedTo = '', id = '' } = texts[place % texts.length] ?? {};
            return aRepair({
              id: `${place} ${encodeURIComponent(cut(id, 10))}`.slice(0, 64),
              title: cut(title, 100),
              description: cut(description, 2000),
              assignedTo: cut(assignedTo, 100),
            });
          });
          const pages = await allPagesOf(repairs, limit);
          for (const { page, tokens } of pages) {
            expect(tokens).to.be.at.most(maximumTokens);
            expect(page.results.length).to.be.within(1, limit);
          }
          expect(pages.flatMap(({ page }) => page.results.map(({ id }) => id))).to.deep.equal(
            repairs.map(({ id }) => id),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('countTokens', () => {
  it('counts in the encoding o200k', async () => {
    // Published examples: https://github.com/openai/openai-cookbook, How_to_count_tokens_with_tiktoken.
    expect(await countTokens('antidisestablishmentarianism')).to.equal(6);
    expect(await countTokens('2 + 2 = 4')).to.equal(7);
    expect(await countTokens('お誕生日おめでとう')).to.equal(8);
  });
});
