// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
import { expect } from 'chai';
import { type AgentOverrides, aCard, aFunction } from '../../../support/an-agent-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of the semantics
const withSemantics = (change: (semantics: any) => void): AgentOverrides => ({
  plugin: (plugin) => change(plugin.functions[0].capabilities.response_semantics),
});

const withCard = (card: object): AgentOverrides =>
  withSemantics((semantics) => {
    semantics.static_template = card;
  });

describe('the response semantics of a function', () => {
  it('are read with a card in a file', async () => {
    expect((await aFunction('findPlants')).responseSemantics).to.deep.equal({
      dataPath: '$.plants',
      properties: {
        title: '$.name',
        subtitle: '$.family',
        url: '$.url',
        thumbnailUrl: undefined,
        informationProtectionLabel: undefined,
        templateSelector: undefined,
      },
      staticTemplate: JSON.stringify(aCard()),
    });
    expect((await aFunction('addPlant')).responseSemantics).to.equal(undefined);
  });

  it('are read with a card inside and a template selector', async () => {
    const { responseSemantics, problems } = await aFunction(
      'findPlants',
      withSemantics((semantics) => {
        semantics.static_template = { ...aCard(), fallbackText: 'A plant' };
        semantics.properties.template_selector = '$.template';
        semantics.properties.thumbnail_url = "$['picture']";
        semantics.properties.information_protection_label = '$.label';
      }),
    );
    expect(problems).to.deep.equal([]);
    expect(responseSemantics?.properties).to.deep.include({
      templateSelector: '$.template',
      thumbnailUrl: "$['picture']",
      informationProtectionLabel: '$.label',
    });
    expect(JSON.parse(responseSemantics?.staticTemplate ?? '')).to.deep.include({ fallbackText: 'A plant' });
  });

  for (const path of ['$', '$.plants[*]', '$..plant', '$[?@.height > 3]', "$['odd name'][0,2:4]"]) {
    it(`may find items with ${path}`, async () => {
      const { faults } = await aFunction(
        'findPlants',
        withSemantics((semantics) => {
          semantics.data_path = path;
        }),
      );
      expect(faults).to.deep.equal([]);
    });
  }

  for (const path of ['', 'plants', '$.', '$[', '$.plants.', '$[(@.length-1)]', `$${'[0]'.repeat(200)}`]) {
    it(`may not find items with ${JSON.stringify(path.slice(0, 20))}`, async () => {
      const { faults, operation } = await aFunction(
        'findPlants',
        withSemantics((semantics) => {
          semantics.data_path = path;
        }),
      );
      expect(faults.join()).to.match(/\.data_path\): this is not a JSONPath of RFC 9535: /);
      expect(operation).to.equal(undefined);
    });
  }

  it('do not use the path of a property that is not a JSONPath', async () => {
    const { responseSemantics, problems, faults } = await aFunction(
      'findPlants',
      withSemantics((semantics) => {
        semantics.properties.url = 'https://garden.example.com';
      }),
    );
    expect(faults).to.deep.equal([]);
    expect(responseSemantics?.properties.url).to.equal(undefined);
    expect(problems.join()).to.match(/\.properties\.url\): this is not a JSONPath of RFC 9535/);
  });

  it('are a reason for a message without the address of an item', async () => {
    const { problems } = await aFunction(
      'findPlants',
      withSemantics((semantics) => {
        delete semantics.properties.url;
      }),
    );
    expect(problems.join()).to.match(/\.response_semantics\.properties\): without "url", citations cannot be opened/);
  });

  const refused: readonly (readonly [string, AgentOverrides, RegExp])[] = [
    [
      'an action that opens an address',
      withCard({ ...aCard(), actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://x.example.com' }] }),
      /\.static_template\.actions\[0\]\.type\): Copilot does not support "Action\.OpenUrl" in cards/,
    ],
    [
      'an action inside an element',
      withCard({ ...aCard(), body: [{ type: 'Container', selectAction: { type: 'Action.ToggleVisibility' } }] }),
      /\.body\[0\]\.selectAction\.type\): Copilot does not support "Action\.ToggleVisibility"/,
    ],
    [
      'an expression that cannot be parsed',
      withCard({ ...aCard(), body: [{ type: 'TextBlock', text: '${if(}' }] }),
      /\.body\[0\]\.text\): the expression cannot be parsed: /,
    ],
    ['no Adaptive Card', withCard({ type: 'HeroCard' }), /\.static_template\): The card is not an Adaptive Card/],
    [
      'a version after 1.5',
      withCard({ ...aCard(), version: '1.6' }),
      /\.static_template\): The Adaptive Card is of version 1\.6/,
    ],
    [
      'an action, in a file',
      {
        files: {
          'agent/plugins/cards/plant.json': JSON.stringify({ ...aCard(), actions: [{ type: 'Action.OpenUrl' }] }),
        },
      },
      /^agent\/plugins\/cards\/plant\.json, line 1.*\(actions\[0\]\.type\): Copilot does not support/,
    ],
  ];
  for (const [what, overrides, sentence] of refused) {
    it(`have no card if the card has ${what}`, async () => {
      const { responseSemantics, problems, operation } = await aFunction('findPlants', overrides);
      expect(responseSemantics?.staticTemplate).to.equal(undefined);
      expect(problems).to.have.length(1);
      expect(problems[0])
        .to.match(sentence)
        .and.to.match(/The card is not shown\.$/);
      expect(operation?.id).to.equal('findPlants');
    });
  }

  it('have no card in a file before version 2.4', async () => {
    const { responseSemantics, problems } = await aFunction('findPlants', {
      plugin: (plugin) => {
        plugin.schema_version = 'v2.3';
      },
    });
    expect(responseSemantics?.staticTemplate).to.equal(undefined);
    expect(problems.join()).to.match(/\.static_template\.file\): only schema version 2\.4 has cards in files/);
  });

  it('show a card with several columns, with advice', async () => {
    const { responseSemantics, problems } = await aFunction(
      'findPlants',
      withCard({ ...aCard(), body: [{ type: 'ColumnSet', columns: [{ type: 'Column' }, { type: 'Column' }] }] }),
    );
    expect(responseSemantics?.staticTemplate).to.match(/ColumnSet/);
    expect(problems.join()).to.match(/\.body\[0\]\.columns\): Copilot shows cards in narrow places too/);
  });

  it('show a card with pictures of the valid domains, or of domains that only a response knows', async () => {
    const image = (url: string) => withCard({ ...aCard(), body: [{ type: 'Image', url }] });
    for (const url of ['https://pictures.example.com/rose.png', '${picture}', 'https://${host}/rose.png']) {
      expect((await aFunction('findPlants', image(url))).problems, url).to.deep.equal([]);
    }
    const { problems } = await aFunction('findPlants', image('https://other.example.com/${name}.png'));
    expect(problems.join()).to.match(/\.body\[0\]\.url\): "other\.example\.com" is not in "validDomains"/);
  });
});
