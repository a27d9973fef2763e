import { expect } from 'chai';
import { type AgentOverrides, aFunction } from '../../../support/an-agent-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of the document
type Json = any;

const withQuery = (schema: object, required = false): AgentOverrides => ({
  api: (api: Json) => api.paths['/plants'].get.parameters.push({ name: 'more', in: 'query', required, schema }),
});
const withProperty = (schema: object): AgentOverrides => ({
  api: (api: Json) => {
    api.paths['/plants'].post.requestBody.content['application/json'].schema.properties.more = schema;
  },
});
const text = { type: 'string' };

describe('checking an operation that an agent calls', () => {
  const refused: readonly (readonly [string, string, AgentOverrides, RegExp])[] = [
    [
      'a method that Copilot does not call',
      'findPlants',
      {
        api: (api: Json) => {
          api.paths['/plants'].head = api.paths['/plants'].get;
          delete api.paths['/plants'].get;
        },
      },
      /is HEAD; Copilot calls GET, POST, PUT, PATCH and DELETE only/,
    ],
    [
      'an object inside the body',
      'addPlant',
      withProperty({ type: 'object', properties: { width: text } }),
      /\.schema\.properties\.more\): "more" in the body is or contains an object; Copilot does not support/,
    ],
    [
      'a list of objects in the body',
      'addPlant',
      withProperty({ type: 'array', items: { type: 'object' } }),
      /"more" in the body is or contains an object/,
    ],
    ['an object in the query', 'findPlants', withQuery({ type: 'object' }), /"more" is or contains an object/],
    ['oneOf', 'findPlants', withQuery({ oneOf: [text] }), /\.schema\.oneOf\): Copilot does not support "oneOf"/],
    ['anyOf', 'addPlant', withProperty({ anyOf: [text] }), /Copilot does not support "anyOf"/],
    ['allOf', 'addPlant', withProperty({ allOf: [text] }), /Copilot does not support "allOf"/],
    [
      'a circular reference',
      'addPlant',
      {
        api: (api: Json) => {
          const { content } = api.paths['/plants'].post.requestBody;
          api.components = { schemas: { Plant: { properties: { child: { $ref: '#/components/schemas/Plant' } } } } };
          content['application/json'].schema = { $ref: '#/components/schemas/Plant' };
        },
      },
      /"\$ref": "#\/components\/schemas\/Plant" is circular, which is not supported/,
    ],
    [
      'a required list without a type of its items',
      'findPlants',
      withQuery({ type: 'array' }, true),
      /requires "more", which is not a string, number or boolean, or a list of them/,
    ],
    [
      'a required header',
      'findPlants',
      {
        api: (api: Json) =>
          api.paths['/plants'].get.parameters.push({ name: 'X-Key', in: 'header', required: true, schema: text }),
      },
      /requires the header "X-Key", which Copilot cannot send/,
    ],
    ['a server without https', 'findPlants', { server: 'http://garden.example.com' }, /Use https/],
    [
      'a body in another format',
      'addPlant',
      {
        api: (api: Json) => {
          api.paths['/plants'].post.requestBody.content['text/plain'] = { schema: text };
        },
      },
      /accepts a body in formats other than JSON/,
    ],
  ];
  for (const [what, name, overrides, sentence] of refused) {
    it(`refuses ${what}`, async () => {
      const { faults } = await aFunction(name, overrides);
      expect(faults).to.have.length(1);
      expect(faults[0]).to.match(/^agent\/plugins\/api\/plants\.json, line 1, column \d+/);
      expect(faults[0]).to.match(sentence);
    });
  }

  it('accepts a required list of simple values', async () => {
    const { faults, parameters } = await aFunction('findPlants', withQuery({ type: 'array', items: text }, true));
    expect(faults).to.deep.equal([]);
    expect(parameters.at(-1)).to.include({ name: 'more', type: 'array', itemType: 'string', required: true });
  });

  for (const method of ['put', 'patch']) {
    it(`reads the body of ${method.toUpperCase()}`, async () => {
      const { operation, parameters } = await aFunction('addPlant', {
        api: (api: Json) => {
          api.paths['/plants'][method] = api.paths['/plants'].post;
          delete api.paths['/plants'].post;
        },
      });
      expect(operation).to.include({ method: method.toUpperCase(), hasBody: true });
      expect(parameters.map(({ name }) => name)).to.deep.equal(['name', 'height', 'colors']);
    });
  }

  it('ignores the body of DELETE, which has no meaning', async () => {
    const { operation } = await aFunction('removePlant', {
      api: (api: Json) => {
        api.paths['/plants/{id}'].delete.requestBody = api.paths['/plants'].post.requestBody;
      },
    });
    expect(operation).to.include({ method: 'DELETE', hasBody: false });
  });

  it('does not need a response in JSON', async () => {
    expect((await aFunction('removePlant')).faults).to.deep.equal([]);
  });
});
