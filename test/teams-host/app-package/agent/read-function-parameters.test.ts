import { expect } from 'chai';
import { type AgentOverrides, aFunction } from '../../../support/an-agent-package.ts';

const none = { description: undefined, itemType: undefined, enum: undefined, default: undefined };

/** Changes `parameters` of the function "addPlant". */
const withParameters = (parameters: object): AgentOverrides => ({
  plugin: (plugin) => {
    plugin.functions[1].parameters = { type: 'object', ...parameters };
  },
});

describe('the parameters of a function', () => {
  it('are those of the operation, in path, query and body, side by side', async () => {
    expect((await aFunction('findPlants')).parameters).to.deep.equal([
      { ...none, name: 'name', type: 'string', required: false },
      { ...none, name: 'limit', type: 'integer', required: false, default: 10 },
    ]);
    expect((await aFunction('addPlant')).parameters).to.deep.equal([
      { ...none, name: 'name', type: 'string', required: true, description: 'Name of the plant.' },
      { ...none, name: 'height', type: 'number', required: false },
      { ...none, name: 'colors', type: 'array', itemType: 'string', required: false, enum: ['red', 'white'] },
    ]);
    expect((await aFunction('removePlant')).parameters).to.deep.equal([
      { ...none, name: 'id', type: 'string', required: true },
    ]);
  });

  it('do not include headers and cookies, which Copilot does not send', async () => {
    const { parameters, faults } = await aFunction('findPlants', {
      api: (api) => {
        const schema = { type: 'string' };
        api.paths['/plants'].get.parameters.push(
          { name: 'If-None-Match', in: 'header', schema },
          { name: 'session', in: 'cookie', schema },
        );
      },
    });
    expect(faults).to.deep.equal([]);
    expect(parameters.map(({ name }) => name)).to.deep.equal(['name', 'limit']);
  });

  it('are one if path and body have the same name', async () => {
    const { parameters } = await aFunction('changePlant', {
      plugin: (plugin) => {
        plugin.functions.push({ name: 'changePlant' });
      },
      api: (api) => {
        api.paths['/plants/{id}'].put = {
          operationId: 'changePlant',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          requestBody: {
            content: {
              'application/json': { schema: { properties: { id: { type: 'string' }, name: { type: 'string' } } } },
            },
          },
          responses: { 200: { description: 'Plant' } },
        };
      },
    });
    expect(parameters.map(({ name, required }) => [name, required])).to.deep.equal([
      ['id', true],
      ['name', false],
    ]);
  });

  it('are those that the function lists', async () => {
    const { parameters } = await aFunction(
      'addPlant',
      withParameters({
        properties: {
          name: { type: 'string', description: 'A short name.' },
          colors: { type: 'array', items: { type: 'string', enum: ['red'] }, default: ['red'] },
        },
        required: ['name'],
      }),
    );
    expect(parameters).to.deep.equal([
      { ...none, name: 'name', type: 'string', required: true, description: 'A short name.' },
      {
        ...none,
        name: 'colors',
        type: 'array',
        itemType: 'string',
        required: false,
        enum: ['red'],
        default: ['red'],
      },
    ]);
  });

  const rows: readonly (readonly [string, 'faults' | 'problems', object, RegExp])[] = [
    [
      'the API has no such parameter',
      'faults',
      { properties: { name: { type: 'string' }, weight: { type: 'number' } }, required: ['name'] },
      /\(functions\[1\]\.parameters\.properties\.weight\): the API has no parameter "weight"/,
    ],
    [
      'the API requires another one',
      'faults',
      { properties: { height: { type: 'number' } } },
      /\(functions\[1\]\.parameters\.properties\): the API requires "name"/,
    ],
    [
      'the API expects another type',
      'faults',
      { properties: { name: { type: 'string' }, height: { type: 'string' } }, required: ['name'] },
      /\.properties\.height\.type\): the type is "string", but the API expects "number"/,
    ],
    [
      'the API requires one that the function does not',
      'problems',
      { properties: { name: { type: 'string' } } },
      /\.properties\.name\): the API requires "name", but the function does not/,
    ],
    [
      'a required one is not listed',
      'problems',
      { properties: { name: { type: 'string' } }, required: ['name', 'age'] },
      /\(functions\[1\]\.parameters\.required\): "age" is not one of the parameters/,
    ],
  ];
  for (const [what, kind, parameters, sentence] of rows) {
    it(`are a reason for a message if ${what}`, async () => {
      const found = await aFunction('addPlant', withParameters(parameters));
      expect(found[kind]).to.have.length(1);
      expect(found[kind][0]).to.match(sentence);
    });
  }

  it('may be whole numbers where the API accepts any', async () => {
    const { faults } = await aFunction(
      'addPlant',
      withParameters({ properties: { name: { type: 'string' }, height: { type: 'integer' } }, required: ['name'] }),
    );
    expect(faults).to.deep.equal([]);
  });
});
