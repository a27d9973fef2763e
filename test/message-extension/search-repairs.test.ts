import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest, Unavailable } from '../../src/foundation/errors.ts';
import type { ResultAnswer } from '../../src/message-extension/answers.ts';
import type { QueryValue } from '../../src/message-extension/invoke-values.ts';
import { defaultPreferences, type Preferences } from '../../src/message-extension/preferences.ts';
import { maximumSkip, searchRepairs } from '../../src/message-extension/search-repairs.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { textsOf } from '../cards/card-nodes.ts';
import { createFakePreferences } from '../support/fake-preferences.ts';
import { aCommandContext, aQuery, cards, karin } from './a-command-context.ts';
import { aRepresentation, createFakeRepairs } from './fake-repairs.ts';

const many = Array.from({ length: 600 }, (_, index) => aRepresentation(`${index}`));

async function search(
  value: Partial<QueryValue>,
  { repairs = createFakeRepairs(many), preferred = {} as Partial<Preferences> } = {},
) {
  const preferences = createFakePreferences();
  await preferences.save(karin, { ...defaultPreferences, ...preferred });
  const answer = await searchRepairs(cards, preferences, aQuery(value), aCommandContext({ repairs }));
  return { answer, calls: repairs.calls };
}

const idsOf = (answer: unknown): readonly string[] =>
  (answer as ResultAnswer).results.map(({ attachment: { preview } }) => {
    const { content } = preview as { content: { tap: { value: { repairId: string } } } };
    return content.tap.value.repairId;
  });

describe('searchRepairs', () => {
  it('returns the first page without filters on the initial run', async () => {
    const { answer, calls } = await search({ isInitialRun: true, parameters: { text: 'ignored' } });
    expect(idsOf(answer)).to.deep.equal(many.slice(0, 25).map(({ id }) => id));
    expect(calls).to.deep.equal([{ method: 'list', argument: { limit: 25 } }]);
  });

  it('sends only known, non-blank filters to the API', async () => {
    const { calls } = await search({
      parameters: { assignedTo: ' Karin ', status: 'In progress', text: 'brake pads', other: 'x', blank: '' },
    });
    expect(calls[0]?.argument).to.deep.equal({
      assignedTo: 'Karin',
      status: 'inProgress',
      text: 'brake pads',
      limit: 25,
    });
    const blank = await search({ parameters: { assignedTo: ' ', status: '', text: '' } });
    expect(blank.calls[0]?.argument).to.deep.equal({ limit: 25 });
  });

  it('returns a card and a preview for each result', async () => {
    const { answer } = await search({ count: 1 });
    const first = (answer as ResultAnswer).results[0]?.attachment;
    expect(first?.contentType).to.equal('application/vnd.microsoft.card.adaptive');
    expect(textsOf(first?.content)).to.include('Repair 0');
    expect(first?.preview?.contentType).to.equal('application/vnd.microsoft.card.thumbnail');
  });

  it('applies the preferred layout and first results on the initial run', async () => {
    const { answer, calls } = await search(
      { isInitialRun: true },
      { preferred: { layout: 'grid', firstResults: 'mine' } },
    );
    expect(answer).to.include({ kind: 'result', layout: 'grid' });
    expect((answer as ResultAnswer).results[0]?.attachment.preview.contentType).to.match(/hero$/);
    expect(calls[0]?.argument).to.deep.equal({ assignedTo: '"Karin Blair"', limit: 25 });
  });

  for (const [skip, count, requests] of [
    [0, 25, 1],
    [25, 25, 1],
    [75, 25, 1],
    [90, 25, 2],
    [maximumSkip, 25, 5],
    [585, 25, 0],
  ] as const) {
    it(`skips ${skip} results in ${requests} requests`, async () => {
      const { answer, calls } = await search({ skip, count });
      expect(calls).to.have.length(requests);
      if (requests > 0) {
        expect(idsOf(answer)).to.deep.equal(many.slice(skip, skip + count).map(({ id }) => id));
      } else {
        expect(answer).to.have.property('kind', 'message');
      }
    });
  }

  it('returns the requested range, at most 25 results, across the pages of the API', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(150),
        fc.nat(maximumSkip),
        fc.integer({ min: 1, max: 100 }),
        async (size, skip, count) => {
          const repairs = createFakeRepairs(many.slice(0, size));
          const { answer } = await search({ skip, count }, { repairs });
          const expected = many.slice(skip, Math.min(size, skip + Math.min(count, 25))).map(({ id }) => id);
          if (size === 0 && skip === 0) {
            expect(answer.kind).to.equal('message');
          } else {
            expect(idsOf(answer)).to.deep.equal(expected);
          }
          expect(repairs.calls.length).to.be.at.most(5);
        },
      ),
    );
  });

  it('returns a message if nothing was found, but an empty result at the end of a list', async () => {
    const repairs = createFakeRepairs();
    const messages: readonly [Partial<QueryValue>, Partial<Preferences>, RegExp][] = [
      [{}, {}, /There are no repairs yet/],
      [{ parameters: { text: 'x' } }, {}, /No repairs found/],
      [{ isInitialRun: true }, { firstResults: 'mine' }, /No repairs are assigned to you/],
    ];
    for (const [value, preferred, message] of messages) {
      const { answer } = await search(value, { repairs, preferred });
      expect(answer).to.have.property('text').that.matches(message);
    }
    expect((await search({ skip: 25 }, { repairs })).answer).to.deep.equal({
      kind: 'result',
      layout: 'list',
      results: [],
    });
  });

  for (const [parameters, message] of [
    [{ status: 'lost' }, /Choose Open/],
    [{ text: 'x'.repeat(201) }, /up to 200/],
    [{ assignedTo: '\u{1f527}'.repeat(101) }, /up to 100/],
    [{ text: 'a\0b' }, /NUL/],
    [{ text: '\ud800' }, /Unicode/],
  ] as const) {
    it(`rejects ${JSON.stringify(parameters).slice(0, 40)} with a message, without calling the API`, async () => {
      const repairs = createFakeRepairs();
      const failure = await search({ parameters }, { repairs }).catch((thrown: unknown) => thrown);
      expect(failure).to.be.instanceOf(InvalidRequest).with.property('message').that.matches(message);
      expect(repairs.calls).to.deep.equal([]);
    });
  }

  it('rethrows API errors, so that the caller logs their cause', async () => {
    const repairs = createFakeRepairs();
    for (const error of [new Unavailable('Try again.'), new SignInNeeded(), new TypeError('a bug')]) {
      repairs.fail(error);
      const failure = await search({}, { repairs }).catch((thrown: unknown) => thrown);
      expect(failure).to.equal(error);
    }
  });

  it('returns a result or a message, or throws InvalidRequest, for any parameters', async () => {
    const parameters = fc.dictionary(
      fc.oneof(fc.constantFrom('assignedTo', 'status', 'text', '__proto__', 'constructor'), fc.string()),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(
        parameters,
        fc.boolean(),
        fc.integer(),
        fc.integer(),
        async (given, isInitialRun, skip, count) => {
          const outcome = await search({ parameters: given, isInitialRun, skip, count }).catch((thrown) => thrown);
          expect(outcome instanceof InvalidRequest || ['result', 'message'].includes(outcome.answer.kind)).to.equal(
            true,
          );
        },
      ),
      { numRuns: 50 },
    );
  });
});
