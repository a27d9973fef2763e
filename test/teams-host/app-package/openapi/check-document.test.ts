import { expect } from 'chai';
import { checkDocument } from '../../../../src/teams-host/app-package/openapi/check-document.ts';
import { faultsOf, itRefuses, operation } from '../refusals.ts';

const parameter = (change: object) => ({ name: 'x', in: 'query', schema: { type: 'string' }, ...change });
// Without members that are undefined, as in a file.
const withParameter = (value: unknown) =>
  JSON.parse(
    JSON.stringify({
      info: { title: 'Garden', version: '1' },
      paths: { '/plants': { get: { parameters: [value] } } },
    }),
  );
const at = 'paths./plants.get.parameters.0';

describe('the structure of an OpenAPI document', () => {
  for (const [what, value, place, text] of [
    ['null as a parameter', null, at, /^a parameter must be an object/],
    ['a parameter without a name', parameter({ name: undefined }), `${at}.name`, /^"name" is missing/],
    ['a parameter with an empty name', parameter({ name: '' }), `${at}.name`, /^"name" is missing/],
    ['a parameter with a number as name', parameter({ name: 3 }), `${at}.name`, /^"name" must be text/],
    ['a parameter without a place', parameter({ in: undefined }), `${at}.in`, /^"in" is missing/],
    ['a parameter in an unknown place', parameter({ in: 'querry' }), `${at}.in`, /^"in" must be "path", "query"/],
    ['a parameter in the body', parameter({ in: 'body' }), `${at}.in`, /^"body" is a place of Swagger 2\.0/],
    ['a parameter without a schema', parameter({ schema: undefined }), at, /neither "schema" nor "content"/],
    ['a parameter with the schema null', parameter({ schema: null }), `${at}.schema`, /^a schema must be an object/],
    ['an optional path parameter', parameter({ in: 'path' }), `${at}.required`, /always required/],
    ['an unknown type', parameter({ schema: { type: 'int' } }), `${at}.schema.type`, /^"int" is not a type/],
    ['the type null', parameter({ schema: { type: null } }), `${at}.schema.type`, /^null is not a type/],
    ['types in a list', parameter({ schema: { type: ['string'] } }), `${at}.schema.type`, /no lists of types/],
    ['a reference that is no text', parameter({ schema: { $ref: 5 } }), `${at}.schema.$ref`, /must be text/],
    [
      'an unknown type inside a list',
      parameter({ schema: { type: 'array', items: { properties: { schema: { type: 'date' } } } } }),
      `${at}.schema.items.properties.schema.type`,
      /^"date" is not a type/,
    ],
  ] as const) {
    it(`finds ${what}`, () => {
      const [fault, ...others] = checkDocument(withParameter(value));
      expect(others).to.deep.equal([]);
      expect(fault?.at.join('.')).to.equal(place);
      expect(fault?.text).to.match(text);
    });
  }

  const swagger = (value: unknown) => ({ ...withParameter(value), swagger: '2.0' });
  for (const [what, value, place, text] of [
    ['null as a parameter', null, at, /^a parameter must be an object/],
    ['a parameter in a cookie', { name: 'x', in: 'cookie', type: 'string' }, `${at}.in`, /"body" or "formData"/],
    ['a parameter without a type', { name: 'x', in: 'query' }, `${at}.type`, /^"type" is missing/],
    ['an unknown type', { name: 'x', in: 'query', type: 'text' }, `${at}.type`, /^"text" is not a type/],
    ['a body without a schema', { name: 'x', in: 'body' }, `${at}.schema`, /^"schema" is missing/],
    ['null in a body', { name: 'x', in: 'body', schema: { items: null } }, `${at}.schema.items`, /must be an object/],
  ] as const) {
    it(`finds ${what} in Swagger 2.0`, () => {
      const [fault, ...others] = checkDocument(swagger(value));
      expect(others).to.deep.equal([]);
      expect(fault?.at.join('.')).to.equal(place);
      expect(fault?.text).to.match(text);
    });
  }

  it('accepts files and the types of JSON Schema in Swagger 2.0', () => {
    const responses = { 200: { description: 'A file', schema: { type: 'file' } } };
    const document = {
      ...swagger({ name: 'x', in: 'formData', type: 'file' }),
      definitions: { A: { type: 'null' }, B: { type: ['string', 'null'] }, C: null },
    };
    const faults = checkDocument({ ...document, paths: { ...document.paths, '/file': { get: { responses } } } });
    expect(faults.map((fault) => fault.at.join('.'))).to.deep.equal(['definitions.C']);
  });

  it('accepts references, content and examples of any kind', () => {
    const values = [
      { $ref: '#/components/parameters/X' },
      parameter({ schema: undefined, content: { 'application/json': { schema: {} } } }),
      parameter({ example: { schema: { type: 'int' } } }),
    ];
    expect(values.flatMap((value) => checkDocument(withParameter(value)))).to.deep.equal([]);
  });

  itRefuses([
    ['an API without info', { api: (api) => delete api.info }, /api\/garden\.json \(info\): "info" is missing/],
    [
      'an API without title',
      { api: (api) => delete api.info.title },
      /line 1, column \d+ \(info\.title\): "title" is missing/,
    ],
    [
      'a version that is a number',
      { api: (api) => (api.info.version = 1) },
      /line 1, column \d+ \(info\.version\): "version" must be text/,
    ],
    ['paths that are null', { api: (api) => (api.paths = null) }, /\(paths\): "paths" must be an object/],
    [
      'an operation that is null',
      { api: (api) => (api.paths['/plants'].get = null) },
      /\(paths\["\/plants"\]\.get\): this must be an object/,
    ],
    [
      'a body that is null',
      { api: (api) => (api.paths['/search'].post.requestBody = null) },
      /\(paths\["\/search"\]\.post\.requestBody\): this must be an object/,
    ],
    [
      'a body without content',
      { api: (api) => (api.paths['/search'].post.requestBody = { required: true }) },
      /\(paths\["\/search"\]\.post\.requestBody\.content\): "content" is missing/,
    ],
    [
      'properties that are null',
      { api: (api) => (api.components.schemas.Search.properties = null) },
      /\(components\.schemas\.Search\.properties\): this must be an object/,
    ],
    [
      'two parameters with one name in one place',
      { api: (api) => operation(api).parameters.push({ name: 'name', in: 'query', schema: { type: 'integer' } }) },
      /\.parameters\[6\]\): the parameter "name" in the query appears twice/,
    ],
    [
      'parameters that are null',
      { api: (api) => (operation(api).parameters = null) },
      /\(paths\["\/plants"\]\.get\.parameters\): "parameters" must be a list/,
    ],
  ]);

  it('has one sentence for one fault', async () => {
    const message = await faultsOf({ api: (api) => (operation(api).parameters = null) });
    expect(message.split('\n')).to.have.length(2);
  });
});
