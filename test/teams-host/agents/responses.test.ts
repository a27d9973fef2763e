// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
import { expect } from 'chai';
import { type AgentOverrides, aCard } from '../../support/an-agent-package.ts';
import { sends } from '../../support/scripted-api.ts';
import { agentHostFixture, type Call } from './agent-host-fixture.ts';

const find: Call = { functionName: 'findPlants' };
const plant = (index: number, rest: object = {}) => ({
  name: `Plant ${index}`,
  family: 'Rosaceae',
  url: `https://garden.example.com/plants/${index}`,
  ...rest,
});
const somePlants = (count: number, rest: object = {}) => ({
  plants: Array.from({ length: count }, (_, index) => plant(index + 1, rest)),
});

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of a document
type Json = any;

describe('what an agent makes of an answer', () => {
  const { api, open, result, flow } = agentHostFixture('for all tests');

  /** Opens the host with response semantics of `findPlants`. */
  const openWith = (semantics: object | undefined, more: AgentOverrides = {}) =>
    open({
      agent: {
        plugin: (plugin: Json) => {
          plugin.functions[0].capabilities.response_semantics = semantics;
        },
        ...more,
      },
    });
  const answerTo = (body: unknown) => {
    api().answer(sends(200, body, { ETag: '"secret-etag"', 'X-Internal': 'header-of-the-answer' }));
    return result(find);
  };

  describe('≤ 25 items, ≤ 4,096 tokens (plan 66 %)', () => {
    it('passes on 25 items without a warning', async () => {
      await open();
      const { model, warnings, citations } = await answerTo(somePlants(25));
      expect(model).to.include({ items: 25, itemsCut: 0, isCut: false, maxTokens: 4096 });
      expect(warnings).to.deep.equal([]);
      expect(citations).to.have.lengthOf(25);
    });

    it('cuts the rest, and says so', async () => {
      await open();
      const { model, warnings, citations } = await answerTo(somePlants(40));
      expect(model).to.include({ items: 40, itemsCut: 15 });
      expect(model.text).to.contain('"Plant 25"').and.not.to.contain('"Plant 26"');
      expect(warnings.join()).to.contain('40').and.contain('25');
      expect(citations).to.have.lengthOf(25);
    });

    it('counts the tokens of what the model receives', async () => {
      await open();
      const one = await answerTo(somePlants(1));
      const ten = await answerTo(somePlants(10));
      expect(one.model.tokens).to.be.within(10, 100);
      expect(ten.model.tokens).to.be.greaterThan(5 * one.model.tokens);
      const beyond = await answerTo(somePlants(100));
      expect(beyond.model.tokens).to.be.closeTo((await answerTo(somePlants(25))).model.tokens, 5);
    });

    it('cuts at 4,096 tokens, and says so', async () => {
      await open();
      const { model, warnings } = await answerTo(somePlants(20, { text: 'A rose is a rose is a rose. '.repeat(40) }));
      expect(model.isCut).to.equal(true);
      expect(model.tokens).to.be.greaterThan(4096);
      expect(model.text.length).to.be.lessThan(JSON.stringify(somePlants(20)).length + 30_000);
      expect(warnings.join()).to.match(/4,?096/);
    });

    it('advises to plan for 66 %', async () => {
      await open();
      const { model, warnings } = await answerTo(somePlants(10, { text: 'one two three four five six '.repeat(50) }));
      expect(model.tokens).to.be.within(2703, 4096);
      expect(model.isCut).to.equal(false);
      expect(warnings.join()).to.match(/two thirds|66/);
    });
  });

  it('never shows the model the headers of the answer', async () => {
    await open();
    const { model } = await answerTo(somePlants(1));
    expect(model.text).not.to.contain('etag').and.not.to.contain('header-of-the-answer');
  });

  describe('data_path RFC 9535; properties relative to each item', () => {
    it('cites each item with title, subtitle, url and thumbnail', async () => {
      await openWith({
        data_path: '$.found[*].plant',
        properties: { title: '$.names[0]', subtitle: '$.family', url: '$.link', thumbnail_url: '$.picture' },
      });
      const picture = 'https://pictures.example.com/1.png';
      const one = { names: ['Rose'], family: 'Rosaceae', link: 'https://garden.example.com/1', picture };
      const { citations, model } = await answerTo({ found: [{ plant: one }, { plant: { ...one, names: ['Fern'] } }] });
      expect(citations.map(({ position, title }) => [position, title])).to.deep.equal([
        [1, 'Rose'],
        [2, 'Fern'],
      ]);
      expect(citations[0]).to.include({ subtitle: 'Rosaceae', url: one.link, thumbnailUrl: picture });
      expect(model.items).to.equal(2);
    });

    it('warns at the function if data_path matches nothing', async () => {
      await openWith({ data_path: '$.results', properties: { title: '$.name', url: '$.url' } });
      const { citations, warnings } = await answerTo(somePlants(2));
      expect(citations).to.deep.equal([]);
      expect(warnings.join()).to.contain('$.results');
    });

    it('takes one object as one item', async () => {
      await openWith({ data_path: '$', properties: { title: '$.name', url: '$.url' } });
      const { citations } = await answerTo(plant(1));
      expect(citations.map(({ title }) => title)).to.deep.equal(['Plant 1']);
    });

    it('takes an empty list as no items', async () => {
      await openWith({ data_path: '$.plants', properties: { title: '$.name', url: '$.url' } });
      const { citations, model, warnings } = await answerTo({ plants: [] });
      expect(citations).to.deep.equal([]);
      expect(model.items).to.equal(0);
      expect(warnings).to.deep.equal([]);
    });
  });

  describe('no url → no clickable citation', () => {
    const semantics = { data_path: '$.plants', properties: { title: '$.name', url: '$.url' } };

    for (const [what, url] of [
      ['no address', undefined],
      ['an address that is not text', 7],
      ['a script', 'javascript:alert(1)'],
      ['a relative address', '/plants/1'],
    ] as const) {
      it(`says that the citation of an item with ${what} cannot be opened`, async () => {
        await openWith(semantics);
        const [citation] = (await answerTo({ plants: [{ name: 'Rose', url }] })).citations;
        expect(citation?.title).to.equal('Rose');
        expect(citation?.url).to.equal(undefined);
        expect(citation?.notes).to.have.lengthOf(1);
      });
    }

    it('falls back to the host as title', async () => {
      await openWith(semantics);
      const [citation] = (await answerTo({ plants: [{ url: 'https://garden.example.com/1' }] })).citations;
      expect(citation?.title).to.equal('garden.example.com');
    });
  });

  describe('without properties aliases are tried', () => {
    for (const list of ['results', 'items', 'data', 'value']) {
      it(`finds the list in "${list}"`, async () => {
        await openWith(undefined);
        const { model, citations } = await answerTo({
          [list]: [{ title: 'Rose', url: 'https://garden.example.com/1' }],
        });
        expect(model.items).to.equal(1);
        expect(citations[0]).to.include({ title: 'Rose', url: 'https://garden.example.com/1' });
      });
    }

    for (const name of ['display_url', 'webUrl', 'url', 'link', 'href']) {
      it(`finds the address in "${name}"`, async () => {
        await openWith(undefined);
        const { citations } = await answerTo({ results: [{ title: 'Rose', [name]: 'https://garden.example.com/1' }] });
        expect(citations[0]?.url).to.equal('https://garden.example.com/1');
      });
    }
  });

  describe('the card appears inside the citation', () => {
    const semantics = { data_path: '$.plants', properties: { title: '$.name', url: '$.url' } };

    it('is filled from the static template', async () => {
      await openWith({ ...semantics, static_template: aCard() });
      const { citations } = await answerTo(somePlants(2));
      expect(citations[1]?.card).to.deep.include({ body: [{ type: 'TextBlock', text: 'Plant 2', wrap: true }] });
    });

    it('template_selector beats static_template', async () => {
      const properties = { ...semantics.properties, template_selector: '$.template' };
      await openWith({ ...semantics, properties, static_template: aCard() });
      const own = { ...aCard(), body: [{ type: 'TextBlock', text: 'Own: ${name}' }] };
      const { citations } = await answerTo({
        plants: [plant(1, { template: '$.templates.own' }), plant(2)],
        templates: { own },
      });
      expect(JSON.stringify(citations[0]?.card)).to.contain('Own: Plant 1');
      expect(JSON.stringify(citations[1]?.card)).to.contain('Plant 2').and.not.to.contain('Own');
    });

    it('falls back to static_template if the selected template is not a card', async () => {
      const properties = { ...semantics.properties, template_selector: '$.template' };
      await openWith({ ...semantics, properties, static_template: aCard() });
      const plants = ['$.templates.none', '$.templates.text'].map((template, index) => plant(index + 1, { template }));
      const { citations } = await answerTo({ plants, templates: { text: 'A card' } });
      expect(citations.map(({ card }) => card?.type)).to.deep.equal(['AdaptiveCard', 'AdaptiveCard']);
      expect(citations[0]?.notes.join()).to.contain('selects');
    });

    it('notes actions that Copilot does not support, and images from foreign domains', async () => {
      const properties = { ...semantics.properties, template_selector: '$.template' };
      await openWith({ ...semantics, properties });
      const own = {
        ...aCard(),
        body: [{ type: 'Image', url: 'https://foreign.example.com/a.png' }],
        actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://garden.example.com' }],
      };
      const { citations } = await answerTo({ plants: [plant(1, { template: '$.templates.own' })], templates: { own } });
      const notes = citations[0]?.notes.join() ?? '';
      expect(notes).to.contain('Action.OpenUrl');
      expect(citations[0]?.card === undefined || notes.includes('foreign.example.com')).to.equal(true);
    });

    it('ends a template that takes for ever, and still answers', async () => {
      const text = "${join(select(createArray('a'), x, concat(x, x)), ',')}";
      await openWith({ ...semantics, static_template: { ...aCard(), body: [{ type: 'TextBlock', text }] } });
      expect((await answerTo(somePlants(1))).model.items).to.equal(1);
    });
  });

  it("speaks the words of Copilot's developer mode in the flow", async () => {
    await open();
    await answerTo(somePlants(1));
    const requests = (await flow()).hops.map(({ request, note }) => `${request} ${note}`).join('\n');
    for (const words of ['Matched functions', 'Selected functions', 'Execution']) {
      expect(requests).to.match(new RegExp(words, 'i'));
    }
  });
});
