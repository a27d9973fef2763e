import { expect } from 'chai';
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import type { ApiKeyRegistration } from '../../src/teams-host/vault/registration.ts';
import { anAppPackage, apiKeyAuthorization, gardenAppId, type PackageOverrides } from '../support/an-app-package.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';

describe('the local Teams host with a third-party app', () => {
  let api: ScriptedApi;
  let host: RunningTeamsHost | undefined;

  beforeEach(async () => {
    api = await startScriptedApi();
  });
  afterEach(async () => {
    await host?.close();
    host = undefined;
    await api.close();
  });

  async function open(overrides: PackageOverrides = {}, options: object = {}): Promise<HostPage> {
    const appPackage: AppPackage = await anAppPackage({ server: `${api.url}/v1`, ...overrides });
    host = await startTeamsHost({ appPackage, ...options });
    return host.open();
  }

  it('sends a GET request with query parameters, and renders previews and cards', async () => {
    const page = await open();
    const outcome = await page.run('findPlants', { name: 'fern & moss', most: '5', indoor: 'false' });
    expect(api.seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      'GET /v1/plants?name=fern%20%26%20moss&most=5&indoor=false&season=spring&units=metric',
    ]);
    expect(api.seen[0]?.headers.authorization).to.equal(undefined);
    expect(outcome).to.deep.equal({
      type: 'results',
      layout: 'grid',
      results: [
        {
          preview: {
            title: 'Fern',
            subtitle: 'Polypodium',
            image: { url: 'https://garden.example.com/fern.png', alt: 'A picture of Fern' },
          },
          card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Fern Polypodium' }] },
        },
        {
          preview: { title: 'Moss' },
          card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Moss ' }] },
        },
      ],
    });
  });

  it('omits a parameter whose field was cleared', async () => {
    const page = await open();
    await page.run('findPlants', { name: 'fern', season: '' });
    expect(api.seen[0]?.url).to.equal('/v1/plants?name=fern&units=metric');
  });

  it('reports that pictures from other hosts are not shown', async () => {
    const page = await open();
    await page.run('showPlant', { id: '1' });
    expect((await page.flow()).hops.at(-1)?.note).to.contain('Pictures from garden.example.com are not shown');
  });

  it('calls the API of a package without authorization, without a token', async () => {
    const page = await open({
      manifest: ({ composeExtensions: [extension] }) => delete extension.authorization,
    });
    expect((await page.run('findPlants', { name: 'Fern' })).type).to.equal('results');
    expect(api.seen[0]?.headers).not.to.have.property('authorization');
  });

  it('sends defaults and numbers as they are written', async () => {
    const page = await open({
      api: ({ paths }) => {
        const { parameters } = paths['/plants'].get;
        parameters.push(
          {
            name: 'tags',
            in: 'query',
            required: true,
            schema: { type: 'array', items: { type: 'string' }, default: ['a', 'b'] },
          },
          { name: 'lang', in: 'cookie', required: true, schema: { type: 'string', default: 'de' } },
        );
      },
    });
    const outcome = await page.run('findPlants', { name: 'Fern', most: '9223372036854775807' });
    expect(outcome.type).to.equal('results');
    expect(api.seen[0]?.url).to.equal(
      '/v1/plants?name=Fern&most=9223372036854775807&season=spring&units=metric&tags=a&tags=b',
    );
    expect(api.seen[0]?.headers.cookie).to.equal('lang=de');
  });

  it('percent-encodes a path parameter', async () => {
    const page = await open();
    const outcome = await page.run('showPlant', { id: 'a/b?c=d#e' });
    expect(outcome.type).to.equal('results');
    expect(api.seen[0]?.url).to.equal('/v1/plants/a%2Fb%3Fc%3Dd%23e/card');
  });

  it('sends a POST request with a JSON body nested as in the API document', async () => {
    const page = await open();
    const outcome = await page.run('searchPlants', { words: '"quoted"', height: '1.5' });
    expect(outcome.type).to.equal('results');
    expect(api.seen[0]?.headers['content-type']).to.equal('application/json');
    expect(JSON.parse(api.seen[0]?.body ?? '')).to.deep.equal({ words: '"quoted"', size: { height: 1.5 } });
  });

  it('sends a GET request without a body, even if the API document describes one', async () => {
    const page = await open({
      api: ({ paths }) => (paths['/plants/{id}/card'].get.requestBody = paths['/search'].post.requestBody),
    });
    expect((await page.run('showPlant', { id: '1' })).type).to.equal('results');
    expect(api.seen.map(({ method, body }) => [method, body])).to.deep.equal([['GET', '']]);
  });

  it('runs a package with an OpenAPI 2.0 document in YAML', async () => {
    const yaml = `
swagger: '2.0'
info: { title: Garden, version: '1' }
host: 127.0.0.1:${api.port}
schemes: [http]
basePath: /old
paths:
  /plants:
    get:
      operationId: findPlants
      produces: [application/json]
      parameters:
        - { name: name, in: query, required: true, type: string }
      responses:
        200: { description: Plants, schema: { type: object, properties: { plants: { type: array, items: { type: object } } } } }
`;
    const page = await open({
      files: { 'api/garden.yaml': yaml },
      manifest: (manifest) => {
        const extension = manifest.composeExtensions[0];
        extension.apiSpecificationFile = 'api/garden.yaml';
        extension.commands = [extension.commands[0]];
        extension.commands[0].parameters = [{ name: 'name', title: 'Name' }];
      },
    });
    expect((await page.run('findPlants', { name: 'Fern' })).type).to.equal('results');
    expect(api.seen[0]?.url).to.equal('/old/plants?name=Fern');
  });

  it('renders one object, a list at the root, and an empty list', async () => {
    const page = await open({ template: (template) => delete template.jsonPath });
    api.answer(sends(200, { name: 'Fern' }));
    expect(await page.run('showPlant', { id: '1' })).to.have.nested.property('results.length', 1);
    api.answer(sends(201, [{ name: 'Fern' }, { name: 'Moss' }]));
    expect(await page.run('showPlant', { id: '1' })).to.have.nested.property('results.length', 2);
    api.answer(sends(200, []));
    expect(await page.run('showPlant', { id: '1' })).to.have.nested.property('results.length', 0);
  });

  describe('that uses an API key', () => {
    const registration: ApiKeyRegistration = {
      kind: 'apiKey',
      id: 'garden-key',
      name: 'Garden key',
      baseUrl: '',
      restrictByOrg: 'any',
      restrictByApp: 'any',
      apiKey: 'a-key-nobody-may-see',
    };
    const authorization = apiKeyAuthorization('garden-key');

    it('sends the key as a bearer token, and never shows or logs it', async () => {
      const page = await open({ authorization }, { registrations: [{ ...registration, baseUrl: api.url }] });
      expect((await page.run('showPlant', { id: '1' })).type).to.equal('results');
      expect(api.seen[0]?.headers.authorization).to.equal('Bearer a-key-nobody-may-see');
      const shown = `${JSON.stringify(await page.flow())}${await (await page.get('/api/session')).text()}`;
      expect(shown).not.to.contain('nobody-may-see');
      expect(host?.log.lines.join('')).not.to.contain('nobody-may-see');
    });

    it('does not allow the API document to override request headers', async () => {
      const page = await open(
        {
          authorization,
          api: ({ paths }) =>
            (paths['/search'].post.parameters = [
              { name: 'authorization', in: 'header', required: true, schema: { type: 'string', default: 'Basic x' } },
              { name: 'ACCEPT', in: 'header', required: true, schema: { type: 'string', default: 'text/html' } },
              { name: 'Content-type', in: 'header', required: true, schema: { type: 'string', default: 'text/xml' } },
            ]),
        },
        { registrations: [{ ...registration, baseUrl: api.url }] },
      );
      await page.run('searchPlants', { words: 'fern' });
      expect(api.seen[0]?.headers).to.include({
        authorization: 'Bearer a-key-nobody-may-see',
        accept: 'application/json',
        'content-type': 'application/json',
      });
    });

    for (const name of ['Authorization', 'authorization', 'accept', 'Content-Type']) {
      it(`ignores the header ${name} in the API document`, async () => {
        const header = { name, in: 'header', required: true, schema: { type: 'string' } };
        const page = await open(
          { authorization, api: ({ paths }) => paths['/plants/{id}/card'].parameters.push(header) },
          { registrations: [{ ...registration, baseUrl: api.url }] },
        );
        expect((await page.run('showPlant', { id: '1' })).type).to.equal('results');
      });
    }

    it('reports an invalid key if the app answers 401', async () => {
      const page = await open({ authorization }, { registrations: [{ ...registration, baseUrl: api.url }] });
      api.answer(sends(401, {}));
      const outcome = await page.run('showPlant', { id: '1' });
      expect(outcome).to.include({ type: 'message', remedy: 'Correct the API key in the registration.' });
    });

    it('explains that Teams sends a bearer token if the app answers 401 and expects the key elsewhere', async () => {
      const scheme = { type: 'apiKey', in: 'header', name: 'X-Key' };
      const page = await open(
        { authorization, api: ({ components }) => (components.securitySchemes.gardener = scheme) },
        { registrations: [{ ...registration, baseUrl: api.url }] },
      );
      api.answer(sends(401, {}));
      const outcome = await page.run('showPlant', { id: '1' });
      expect(outcome).to.have.property('remedy').that.contains('Teams sends the key as "Authorization: Bearer"');
      expect((await page.flow()).hops.at(-1)?.failure?.remedy).to.contain('"Authorization: Bearer"');
    });

    for (const [what, changes, why] of [
      ['has a different base URL', { baseUrl: 'https://garden.example.com' }, /not below the base URL/],
      ['is for a different app', { restrictByApp: { appId: gardenAppId.replace('7', '8') } }, /another app/],
      [
        'is for a different organisation',
        { restrictByOrg: 'homeTenant', homeTenantId: '22222222-2222-4222-8222-222222222222' },
        /home tenant/,
      ],
      ['has a different id', { id: 'other' }, /no registration/],
    ] as const) {
      it(`makes no call if the registration ${what}, and explains why`, async () => {
        const registrations = [{ ...registration, baseUrl: api.url, ...changes }];
        const page = await open({ authorization }, { registrations });
        const outcome = await page.run('showPlant', { id: '1' });
        expect(outcome).to.have.property('type', 'message');
        expect(outcome).to.have.property('text').that.matches(why);
        expect(api.seen).to.deep.equal([]);
        const { hops } = await page.flow();
        expect(hops.at(-1)?.failure?.why).to.match(why);
        expect(hops.at(-1)?.failure?.remedy).to.be.a('string');
      });
    }
  });
});
