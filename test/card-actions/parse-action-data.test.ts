import { expect } from 'chai';
import fc from 'fast-check';
import { createCardActions } from '../../src/card-actions/create-card-actions.ts';
import { parseListPosition, parseRepairData } from '../../src/card-actions/parse-action-data.ts';
import { AppError, InvalidRequest } from '../../src/foundation/errors.ts';
import { cards, press } from './a-card-action-context.ts';
import { createSharedRepairs } from './shared-repairs.ts';

const list = { query: {}, trail: [] };

describe('data of an action', () => {
  it('is parsed without unknown members', () => {
    const query = { assignedTo: 'Karin', status: 'done', text: 'oil' };
    const data = { repairId: '1', etag: '"1"', title: 'typed', list: { query, trail: ['a'], more: 1 } };
    expect(parseRepairData(data)).to.deep.equal({ repairId: '1', etag: '"1"', list: { query, trail: ['a'] } });
    expect(parseRepairData({ repairId: '1', etag: null, list: null })).to.deep.equal({
      repairId: '1',
      etag: undefined,
      list: undefined,
    });
  });

  it('is rejected if its members are inherited', () => {
    expect(() => parseRepairData(Object.create({ repairId: '1' }))).to.throw(InvalidRequest);
  });

  for (const data of [
    undefined,
    null,
    'x',
    [],
    {},
    { repairId: 1 },
    { repairId: '' },
    { repairId: 'x'.repeat(65) },
    { repairId: 'a\u0000' },
    { repairId: '\ud800' },
    { repairId: '1', etag: 1 },
    { repairId: '1', etag: 'x'.repeat(201) },
    { repairId: '1', etag: '"1"\r\nX: y' },
    { repairId: '1', shown: 'open' },
    { repairId: '1', shown: { status: 'lost', assignedTo: 'Karin' } },
    { repairId: '1', shown: { status: 'open' } },
    { repairId: '1', list: 'all' },
    { repairId: '1', list: {} },
    { repairId: '1', list: { query: {}, trail: 'a' } },
    { repairId: '1', list: { query: null, trail: [] } },
    { repairId: '1', list: { query: { status: 'lost' }, trail: [] } },
    { repairId: '1', list: { query: { text: 'x'.repeat(201) }, trail: [] } },
    { repairId: '1', list: { query: { assignedTo: ['x'] }, trail: [] } },
    { repairId: '1', list: { query: {}, trail: [7] } },
    { repairId: '1', list: { query: {}, trail: ['x'.repeat(257)] } },
    { repairId: '1', list: { query: {}, trail: new Array(21).fill('a') } },
  ]) {
    it(`is rejected if it is ${JSON.stringify(data)?.slice(0, 60)}`, () => {
      expect(() => parseRepairData(data)).to.throw(InvalidRequest, 'This card no longer works.');
    });
  }

  it('is rejected as a list position without query and trail', () => {
    for (const data of [undefined, {}, { query: {} }, { trail: [] }, { list }]) {
      expect(() => parseListPosition(data)).to.throw(InvalidRequest);
    }
  });

  it('results in a card or an AppError, for any verb and any data', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.anything());
    const position = fc.record({
      query: fc.oneof(fc.record({ text, assignedTo: text, status: text }, { requiredKeys: [] }), fc.anything()),
      trail: fc.oneof(fc.array(text), fc.anything()),
    });
    const data = fc.oneof(
      fc.anything(),
      position,
      fc.record({ repairId: text, etag: text, list: fc.oneof(position, fc.anything()) }, { requiredKeys: [] }),
    );
    const verbs = fc.constantFrom(...Object.keys(createCardActions(cards)));
    await fc.assert(
      fc.asyncProperty(verbs, data, async (verb, value) => {
        const repairs = createSharedRepairs().as('write');
        const answer = await press(verb, value, { repairs }).catch((thrown: unknown) => thrown);
        expect(answer instanceof AppError || typeof (answer as { card?: unknown }).card === 'object').to.equal(true);
      }),
      { numRuns: 300 },
    );
  });
});
