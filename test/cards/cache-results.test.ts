import { expect } from 'chai';
import fc from 'fast-check';
import sinon from 'sinon';
import { cacheResults } from '../../src/cards/cache-results.ts';
import { createFormatDay } from '../../src/cards/format-day.ts';
import { toRepairPreview } from '../../src/cards/repair-preview.ts';
import { anyRepair, cards, etag, repair } from './some-cards.ts';

describe('cacheResults', () => {
  const kind = 'thumbnail';
  const createCountedCache = () => {
    const toResult = sinon.spy(
      (...args: Parameters<typeof cards.repairResult>) => cards.repairResult(...args).attachment,
    );
    return { toResult, cached: cacheResults(toResult) };
  };

  it('creates a result once for equal arguments', () => {
    const { toResult, cached } = createCountedCache();
    expect(cached({ repair, etag }, { kind })).to.equal(cached({ repair: { ...repair }, etag }, { kind }));
    expect(toResult.callCount).to.equal(1);
    cached({ repair }, { kind });
    cached({ repair: { ...repair, title: 'Else' }, etag }, { kind });
    cached({ repair, etag }, { kind: 'hero' });
    cached({ repair, etag }, { kind, locale: 'de-DE' });
    expect(toResult.callCount).to.equal(5);
  });

  it('drops a result after 500 others have been used', () => {
    const { toResult, cached } = createCountedCache();
    for (let id = 0; id <= 500; id += 1) {
      cached({ repair: { ...repair, id: String(id) } }, { kind });
    }
    cached({ repair: { ...repair, id: '0' } }, { kind });
    expect(toResult.callCount).to.equal(502);
  });

  it('returns frozen results', () => {
    const { content } = cards.repairResult({ repair }, { kind }).attachment;
    expect(() => Object.assign((content as { body: object[] }).body[0] ?? {}, { text: 'x' })).to.throw(TypeError);
  });

  it('returns the current card and preview after any change of the repair', () => {
    fc.assert(
      fc.property(anyRepair, anyRepair, fc.constantFrom('hero', 'thumbnail'), (before, now, layout) => {
        const changed = { ...now, id: before.id };
        const options = { kind: layout, locale: 'de-DE' };
        cards.repairResult({ repair: before }, options);
        const { attachment, json } = cards.repairResult({ repair: changed, etag }, options);
        expect(attachment).to.deep.equal({
          ...cards.repairCard({ repair: changed, etag }, { viewer: 'everyone', locale: 'de-DE' }),
          preview: toRepairPreview(createFormatDay(), changed, options),
        });
        expect(Buffer.from(json).toString()).to.equal(JSON.stringify(attachment));
      }),
    );
  });
});
