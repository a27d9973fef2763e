// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
import { expect } from 'chai';
import { readRenderingTemplate } from '../../../src/teams-host/app-package/api-extension/read-rendering-template.ts';
import { RenderingFault } from '../../../src/teams-host/cards/card-template.ts';
import { type RenderedResults, renderResults } from '../../../src/teams-host/commands/render-results.ts';

/** Returns a function that renders responses with a changed sample template. */
function createRender(changes: object = {}): (response: unknown) => RenderedResults {
  const faults: string[] = [];
  const document = {
    version: '1.0',
    responseLayout: 'list',
    responseCardTemplate: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: '${title}' }] },
    previewCardTemplate: { title: '${title}' },
    ...changes,
  };
  const template = readRenderingTemplate(
    { path: 'template.json', document, place: () => 'template.json', repeated: [] },
    faults,
  );
  if (template === undefined) {
    throw new Error(faults.join('\n'));
  }
  return (response) => {
    const { results, ...rest } = renderResults(template, response);
    // The page receives JSON, without undefined properties.
    return { ...rest, results: JSON.parse(JSON.stringify(results)) };
  };
}

describe('renderResults', () => {
  it('shows numbers and booleans of a preview as text', () => {
    const render = createRender({ previewCardTemplate: { title: '${n}', text: '${b}' } });
    expect(render({ n: 0, b: false, title: 'x' }).results[0]?.preview).to.deep.equal({ title: '0', text: 'false' });
  });

  it('shows fifty results and reports that there are more', () => {
    const { results, problems } = createRender()(Array.from({ length: 60 }, () => ({ title: 'x' })));
    expect(results).to.have.length(50);
    expect(problems.join()).to.contain('60 results; 50 are shown');
  });

  it('reports each missing value once per response', () => {
    const render = createRender();
    expect(render([{}, {}, {}]).problems.filter((problem) => problem.includes('${title}'))).to.have.length(1);
    expect(render([{ title: 'x' }]).problems).to.deep.equal([]);
  });

  it('says that there are no results for null', () => {
    expect(createRender()(null).problems).to.deep.equal([
      'The response has null, so there are no results. Return a list, which may be empty.',
    ]);
    expect(createRender({ jsonPath: '$.plants' })({ plants: null }).problems.join()).to.contain('null at "plants"');
  });

  it('shows an expression without a value as it is, like Teams', () => {
    const text = 'by ${person.name} on ${date}';
    const render = createRender({
      responseCardTemplate: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
      previewCardTemplate: { title: '${title}' },
    });
    const { results, problems } = render({ date: 'Monday' });
    expect(results).to.deep.equal([
      {
        preview: { title: '${title}' },
        card: {
          type: 'AdaptiveCard',
          version: '1.5',
          body: [{ type: 'TextBlock', text: 'by ${person.name} on Monday' }],
        },
      },
    ]);
    expect(problems.join()).to.contain('${title}').and.to.contain('${person.name}');
  });

  it('says that nothing is shown for null, and for a number or list alone in a text property', () => {
    const body = [
      { type: 'TextBlock', text: '${name}' },
      { type: 'FactSet', facts: [{ title: 'Price', value: '${price}' }] },
      { type: 'TextBlock', text: '${parts}' },
    ];
    const render = createRender({ responseCardTemplate: { type: 'AdaptiveCard', version: '1.5', body } });
    const { problems } = render([{ title: 'x', name: null, price: 5, parts: ['a'] }]);
    expect(problems).to.have.length(4);
    expect(problems.join('\n'))
      .to.match(/null for \$\{name\}, so nothing is shown there/)
      .and.to.match(/TextBlock has no "text", so nothing is drawn for it/)
      .and.to.match(/"value" of "facts" of FactSet is a number instead of text.*\$\{string\(x\)\}/)
      .and.to.match(/"text" of TextBlock is a list instead of text/);
  });

  it('says which elements only Teams draws', () => {
    const render = createRender({
      responseCardTemplate: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'CodeBlock', codeSnippet: '${title}' }],
      },
    });
    const { problems, limits } = render([{ title: 'x' }, { title: 'y' }]);
    expect({ problems, limits }).to.deep.equal({
      problems: [],
      limits: ['Teams draws CodeBlock, this host does not.'],
    });
  });

  for (const [what, title, data, why] of [
    ['null in a string', 'by ${name}', { name: null }, /cannot be filled: .*null for \$\{name\}/],
    ['an invalid date', '${formatDateTime(date)}', { date: 'soon' }, /cannot be filled: .*soon/],
  ] as const) {
    it(`throws for ${what}, like Teams`, () => {
      const render = createRender({ previewCardTemplate: { title } });
      expect(() => render(data)).to.throw(RenderingFault, why);
    });
  }

  it('accepts an expression with an alternative for a missing value', () => {
    const render = createRender({ previewCardTemplate: { title: "${if(gone, gone, 'none')}" } });
    expect(render({ title: 'x', gone: null })).to.deep.include({ problems: [] });
  });

  it('reports a card that is too large to send', () => {
    const render = createRender();
    expect(render({ title: 'x'.repeat(28_000) }).problems).to.deep.equal([]);
    const { results, problems } = render({ title: 'é'.repeat(15_000) });
    expect(results).to.have.length(1);
    expect(problems.join()).to.match(/has 30\d\d\d bytes; Teams accepts at most 28 KB/);
  });

  it('does not expand expressions in the data', () => {
    const { results, problems } = createRender()([{ title: '${secret} ${title}' }]);
    expect(results[0]?.preview.title).to.equal('${secret} ${title}');
    expect(problems).to.deep.equal([]);
  });

  for (const [url, shown] of [
    ['https://pictures.example/a.png', true],
    ['data:image/png;base64,AAAA', true],
    ['http://127.0.0.1:3978/pictures/a.png', true],
    ['http://pictures.example/a.png', false],
    ['https://me@pictures.example/a.png', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['/pictures/a.png', false],
  ] as const) {
    it(`${shown ? 'shows' : 'does not show'} a preview picture at ${url}`, () => {
      const render = createRender({ previewCardTemplate: { title: 'x', image: { url: '${url}' } } });
      const { results, problems } = render({ url, title: 'x' });
      expect(results[0]?.preview.image).to.deep.equal(shown ? { url } : undefined);
      expect(problems).to.have.length(shown ? 0 : 1);
    });
  }

  it('omits a picture whose condition is false', () => {
    const image = { url: '${url}', $when: '${url != null}' };
    const render = createRender({ previewCardTemplate: { title: 'x', image } });
    expect(render({ title: 'x' })).to.deep.include({ problems: [] });
  });

  it('accepts any JSON as a result', () => {
    const render = createRender({ previewCardTemplate: { title: "${if($root, 'x', 'y')}" } });
    for (const answer of [['a', 1, null, [], {}], 'text', 7, true, [], {}, null]) {
      expect(() => render(answer), JSON.stringify(answer)).not.to.throw();
    }
  });
});
