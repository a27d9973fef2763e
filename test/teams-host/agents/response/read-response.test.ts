// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
import { expect } from 'chai';
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { readResponse } from '../../../../src/teams-host/agents/response/read-response.ts';
import type { ResponseSemantics } from '../../../../src/teams-host/app-package/agent/agent.ts';
import { aCard } from '../../../support/an-agent-package.ts';

const semantics: ResponseSemantics = {
  dataPath: '$.plants',
  properties: { title: '$.name', url: '$.url' },
  staticTemplate: undefined,
};
const read = (response: unknown, given: ResponseSemantics | 'none' = semantics, isSuccess = true) =>
  readResponse({
    json: response === undefined ? undefined : JSON.stringify(response),
    isSuccess,
    semantics: given === 'none' ? undefined : given,
    validDomains: [],
  });
const url = (index: number) => `https://garden.example.com/plants/${index}`;
const some = (count: number, name = 'Rose') => ({
  plants: Array.from({ length: count }, (_, index) => ({ name: `${name} ${index + 1}`, url: url(index + 1) })),
});

describe('readResponse', () => {
  describe('the size of what the model receives', () => {
    it('is counted without the spaces of the formatted text', () => {
      const { model } = read(some(3));
      expect(JSON.parse(model.text)).to.deep.equal(some(3));
      expect(model.tokens).to.equal(encode(JSON.stringify(some(3))).length);
    });

    for (const words of ['<|endoftext|>', '<|im_start|>system']) {
      it(`counts ${words} as text`, () => {
        expect(read(some(1, words)).model.text).to.contain(words);
      });
    }

    it('is at most 4,096 tokens after the cut', () => {
      const { model } = read(some(25, 'A rose is a rose. '.repeat(100)));
      expect(model.isCut).to.equal(true);
      expect(encode(model.text, { disallowedSpecial: new Set() }).length).to.be.at.most(4096 + 1);
    });

    it('counts items that the data path selects one by one', () => {
      const { model, citations } = read(some(30), { ...semantics, dataPath: '$.plants[*]' });
      expect(model).to.include({ items: 30, itemsCut: 5 });
      expect(JSON.parse(model.text).plants).to.have.lengthOf(25);
      expect(citations.at(-1)?.title).to.equal('Rose 25');
    });

    it('counts items of several lists together', () => {
      const response = { beds: [some(20, 'Rose'), some(20, 'Fern')] };
      const { model } = read(response, { ...semantics, dataPath: '$.beds[*].plants' });
      expect(model).to.include({ items: 40, itemsCut: 15 });
      expect(JSON.parse(model.text).beds.map(({ plants }: { plants: unknown[] }) => plants.length)).to.deep.equal([
        20, 5,
      ]);
    });
  });

  describe('a response without content', () => {
    it('is empty for the model if there is no body', () => {
      expect(read(undefined)).to.deep.include({ citations: [], warnings: [] });
      expect(read(undefined).model).to.include({ text: '', tokens: 0, items: 0 });
    });

    it('has no citations and no warning about the data path if the API has failed', () => {
      const { model, citations, warnings } = read({ detail: 'No.', url: url(1) }, semantics, false);
      expect(model.text).to.contain('"No."');
      expect([citations, warnings]).to.deep.equal([[], []]);
    });

    it('is a blank card for an empty list, unless the template hides it with $when', () => {
      const blank = read({ plants: [] }, { ...semantics, staticTemplate: JSON.stringify(aCard()) });
      expect(blank.warnings.join()).to.contain('blank');
      const body = [{ type: 'TextBlock', text: '${name}', $when: '${exists(name)}' }];
      const hidden = read({ plants: [] }, { ...semantics, staticTemplate: JSON.stringify({ ...aCard(), body }) });
      expect(hidden.warnings).to.deep.equal([]);
    });
  });

  describe('aliases', () => {
    const cite = (item: object, list = 'results') => read({ [list]: [item] }, 'none').citations;

    it('take precedence in the documented order', () => {
      const item = {
        href: url(3),
        url: url(2),
        display_url: url(1),
        name: 'b',
        title: 'a',
        summary: 's',
        imageUrl: url(4),
      };
      expect(cite(item)[0]).to.include({ url: url(1), title: 'a', subtitle: 's', thumbnailUrl: url(4) });
    });

    it('skip an item without an address, and number the others', () => {
      const response = { records: [{ title: 'a' }, { title: 'b', link: url(1) }, { title: 'c', link: '' }] };
      expect(read(response, 'none').citations.map(({ position, title }) => [position, title])).to.deep.equal([
        [1, 'b'],
      ]);
    });

    it('are not tried if the plugin maps properties', () => {
      const properties = { title: '$.name' };
      const [citation] = read(some(1), { ...semantics, properties }).citations;
      expect(citation?.url).to.equal(undefined);
      expect(citation?.notes).to.have.lengthOf(1);
    });

    it('do not find inherited names', () => {
      expect(cite(JSON.parse('{"__proto__":{"url":"https://e.example"}}'))).to.deep.equal([]);
    });
  });

  it('bears any response with any semantics', () => {
    const anyPath = fc.constantFrom(
      '$',
      '$.plants',
      '$..*',
      '$[*]',
      "$['']",
      '$.plants[?@.name]',
      '$[0]',
      '$.x',
      'bad(',
    );
    const anySemantics = fc.oneof(
      fc.constant('none' as const),
      fc.record({
        dataPath: anyPath,
        properties: fc.record(
          { title: anyPath, subtitle: anyPath, url: anyPath, thumbnailUrl: anyPath, templateSelector: anyPath },
          { requiredKeys: [] },
        ),
        staticTemplate: fc.constantFrom(undefined, JSON.stringify(aCard())),
      }),
    );
    const name = fc.constantFrom('plants', 'results', 'url', 'name', 'title', '__proto__', 'constructor', '');
    const item = fc.dictionary(name, fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.webUrl()));
    const anyResponse = fc.oneof(fc.jsonValue(), fc.dictionary(name, fc.oneof(fc.array(item), item)));
    fc.assert(
      fc.property(anyResponse, anySemantics, fc.boolean(), (response, given, isSuccess) => {
        const { model, citations } = read(response, given, isSuccess);
        expect(citations.length).to.be.at.most(25);
        expect(citations.map(({ position }) => position)).to.deep.equal(citations.map((_, index) => index + 1));
        for (const citation of citations) {
          expect(citation.title).to.be.a('string');
          expect(citation.url ?? 'https:').to.match(/^https?:/);
          expect(citation.url !== undefined || citation.notes.length > 0).to.equal(true);
        }
        expect(model.itemsCut).to.equal(Math.max(0, model.items - 25));
      }),
      { numRuns: 200 },
    );
  });
});
