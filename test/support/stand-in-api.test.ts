import { expect } from 'chai';
import type { Json } from './stand-in/open-api.ts';
import type { StandIn } from './stand-in-api.ts';
import { startStandIn } from './stand-in-api.ts';

const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const answering = (schema: object) => ({
  responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
});
const toDocument = (paths: object, components: object = {}, more: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Birds', version: '1' },
  servers: [{ url: 'https://{place}.example.com/v1', variables: { place: { default: 'birds' } } }],
  paths,
  components,
  ...more,
});

describe('the stand-in of an API', () => {
  let standIn: StandIn;

  beforeEach(async () => {
    standIn = await startStandIn({ accepts: (credential) => credential === 'the-key' });
  });
  afterEach(() => standIn.close());

  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(standIn.url + path, init);
    const text = await response.text();
    return { status: response.status, type: response.headers.get('Content-Type'), text };
  };
  const answerTo = async (schema: object, components: object = {}): Promise<Json> => {
    await standIn.serve(toDocument({ '/birds': { get: answering(schema) } }, components));
    return JSON.parse((await call('/v1/birds')).text);
  };

  describe('makes an example', () => {
    for (const [title, schema, expected] of [
      ['of members', { type: 'object', properties: { name: { type: 'string' } } }, { name: 'a name' }],
      ['without a type', { properties: { name: {} } }, { name: 'a name' }],
      ['of lists', { type: 'array', items: { type: 'string' } }, ['a value 1', 'a value 2']],
      [
        'of objects in a list',
        { items: { properties: { name: {}, tags: { maxItems: 1, items: {} } } }, minItems: 2 },
        [
          { name: 'a name 1', tags: ['a tags 1'] },
          { name: 'a name 2', tags: ['a tags 1'] },
        ],
      ],
      ['of short and long lists', { type: 'array', maxItems: 1, items: { type: 'integer' } }, [1]],
      ['of a map', { additionalProperties: { type: 'number' } }, { name: 1 }],
      ['of numbers in their limits', { type: 'integer', minimum: 5, maximum: 9 }, 5],
      ['of texts in their limits', { type: 'string', minLength: 9, maxLength: 9 }, 'a value..'],
      ['of a date', { type: 'string', format: 'date-time' }, '2026-03-02T08:30:00Z'],
      ['of several types', { type: ['null', 'boolean'] }, true],
      ['from an example', { type: 'string', example: ['not', 'a text'] }, ['not', 'a text']],
      ['from examples', { type: 'string', examples: ['robin'] }, 'robin'],
      ['from a default', { type: 'string', default: 'wren' }, 'wren'],
      ['from an enum', { type: 'string', enum: ['owl', 'kite'] }, 'owl'],
      [
        'of allOf',
        { allOf: [ref('schemas', 'Named'), { properties: { wings: { type: 'integer' } } }] },
        { name: 'a name', wings: 1 },
      ],
      ['of oneOf', { oneOf: [ref('schemas', 'Named'), { type: 'string' }] }, { name: 'a name' }],
      ['of anyOf', { anyOf: [{ type: 'boolean' }, ref('schemas', 'Named')] }, true],
      ['of what is not write-only', { properties: { pin: { type: 'string', writeOnly: true } } }, {}],
    ] as const) {
      it(title, async () => {
        const components = { schemas: { Named: { type: 'object', properties: { name: { type: 'string' } } } } };
        expect(await answerTo(schema, components)).to.deep.equal(expected);
      });
    }

    it('of a schema that leads back to itself', async () => {
      const Bird = {
        type: 'object',
        properties: { name: {}, parent: ref('schemas', 'Bird'), chicks: { items: ref('schemas', 'Bird') } },
      };
      expect(await answerTo(ref('schemas', 'Bird'), { schemas: { Bird } })).to.deep.equal({
        name: 'a name',
        chicks: [],
      });
    });

    it('with the address of a picture that it serves', async () => {
      const picture = await fetch(await answerTo({ type: 'string', format: 'uri' }));
      expect(picture.headers.get('Content-Type')).to.equal('image/png');
    });
  });

  describe('selects a response', () => {
    const birds = (responses: object, components: object = {}) =>
      standIn.serve(toDocument({ '/birds': { get: { responses } } }, components));

    it('that is successful, before default', async () => {
      await birds({ default: { description: 'Other' }, 404: { description: 'None' }, 202: { description: 'Later' } });
      expect(await call('/v1/birds')).to.include({ status: 202, text: '' });
    });

    it('that is referred to, and its own example', async () => {
      const content = { 'text/plain': {}, 'application/json': { examples: { one: ref('examples', 'Wren') } } };
      const components = {
        responses: { Birds: { description: 'Birds', content } },
        examples: { Wren: { value: { name: 'Wren' } } },
      };
      await birds({ '2XX': ref('responses', 'Birds') }, components);
      expect(await call('/v1/birds')).to.deep.equal({ status: 200, type: 'application/json', text: '{"name":"Wren"}' });
    });

    it('whose content is neither JSON nor text', async () => {
      await birds({ 200: { description: 'Birds', content: { '*/*': { schema: { properties: { name: {} } } } } } });
      expect(await call('/v1/birds')).to.include({ status: 200, text: '{"name":"a name"}' });
    });

    it('that is the default, in the only type there is', async () => {
      await birds({ default: { description: 'Any', content: { 'text/csv': { example: 'name\nWren' } } } });
      expect(await call('/v1/birds')).to.deep.equal({ status: 200, type: 'text/csv', text: 'name\nWren' });
    });
  });

  it('knows the paths below the base path of the document, concrete ones first', async () => {
    const text = (example: string) => ({ get: answering({ type: 'string', example }) });
    await standIn.serve(toDocument({ '/birds/{id}': text('any'), '/birds/best.one': text('best') }));
    expect((await call('/v1/birds/best.one')).text).to.equal('"best"');
    expect((await call('/v1/birds/bestXone')).text).to.equal('"any"');
    expect((await call('/birds/7')).status).to.equal(404);
    expect((await call('/v1/birds/7', { method: 'POST' })).status).to.equal(404);
    expect(standIn.calls.at(-1)).to.equal('POST /v1/birds/7 404');
  });

  it('requires the parameters and the body of the operation', async () => {
    const parameters = [ref('parameters', 'Size'), { name: 'X-Kind', in: 'header', required: true }];
    const content = {
      'application/json': { schema: { required: ['name'], properties: { name: { type: 'string' } } } },
    };
    await standIn.serve(
      toDocument(
        {
          '/birds': {
            parameters,
            get: answering({}),
            post: { ...answering({}), requestBody: { required: true, content } },
          },
        },
        { parameters: { Size: { name: 'size', in: 'query', required: true, schema: { type: 'integer' } } } },
      ),
    );
    const headers = { 'X-Kind': 'owl' };
    expect(await call('/v1/birds', { headers })).to.include({ status: 400 });
    expect((await call('/v1/birds?size=big', { headers })).text).to.contain('must be integer');
    expect((await call('/v1/birds?size=3')).text).to.contain('header X-Kind');
    expect(await call('/v1/birds?size=3', { headers })).to.include({ status: 200 });
    const post = (body: string) => call('/v1/birds?size=3', { method: 'POST', headers, body });
    expect((await post('{}')).text).to.contain("required property 'name'");
    expect((await post('{')).text).to.contain('not JSON');
    expect(await post('{"name":"Wren"}')).to.include({ status: 200 });
  });

  describe('requires the credential', () => {
    const bearer = { Authorization: 'Bearer the-key' };
    const schemes = {
      header: { type: 'apiKey', in: 'header', name: 'X-Key' },
      query: { type: 'apiKey', in: 'query', name: 'key' },
      cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
      bearer: { type: 'http', scheme: 'Bearer' },
      oauth: { type: 'oauth2', flows: {} },
      openId: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com' },
    };
    const protect = (security: object[], own: object = {}) =>
      standIn.serve(
        toDocument({ '/birds': { get: { ...answering({}), ...own } } }, { securitySchemes: schemes }, { security }),
      );

    for (const [name, headers, query] of [
      ['header', { 'X-Key': 'the-key' }, ''],
      ['query', {}, '?key=the-key'],
      ['cookie', { Cookie: 'a=b; key=the-key' }, ''],
      ['bearer', bearer, ''],
      ['oauth', bearer, ''],
      ['openId', bearer, ''],
    ] as const) {
      it(`of the scheme ${name}`, async () => {
        await protect([{ [name]: [] }]);
        expect(await call('/v1/birds')).to.include({ status: 401 });
        expect(await call(`/v1/birds${query}`, { headers })).to.include({ status: 200 });
        const wrong = JSON.parse(JSON.stringify(headers).replace('the-key', 'another'));
        expect(await call(`/v1/birds${query.replace('the-key', 'another')}`, { headers: wrong })).to.include({
          status: 401,
        });
      });
    }

    it('of one of several requirements, each as a whole', async () => {
      await protect([{ header: [], query: [] }, { bearer: [] }]);
      expect(await call('/v1/birds?key=the-key')).to.include({ status: 401 });
      expect(await call('/v1/birds?key=the-key', { headers: { 'X-Key': 'the-key' } })).to.include({ status: 200 });
      expect(await call('/v1/birds', { headers: bearer })).to.include({ status: 200 });
    });

    it('of the operation rather than that of the document', async () => {
      await protect([{ bearer: [] }], { security: [] });
      expect(await call('/v1/birds')).to.include({ status: 200 });
    });
  });

  it('refuses a credential that the document does not describe', async () => {
    await standIn.serve(toDocument({ '/birds': { get: answering({}) } }));
    expect(await call('/v1/birds', { headers: { Authorization: 'Bearer the-key' } })).to.include({ status: 401 });
  });

  it('reads Swagger 2.0', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string', example: 'Wren' } } };
    await standIn.serve({
      swagger: '2.0',
      info: { title: 'Birds', version: '1' },
      host: 'birds.example.com',
      basePath: '/v2',
      paths: {
        '/birds': { get: { produces: ['application/json'], responses: { 200: { description: 'OK', schema } } } },
      },
    });
    expect((await call('/v2/birds')).text).to.equal('{"name":"Wren"}');
  });
});
