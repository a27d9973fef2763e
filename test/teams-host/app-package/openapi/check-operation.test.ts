import { expect } from 'chai';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { faultsOf, itRefuses, operation } from '../refusals.ts';

describe('checking an operation of an API-based message extension', () => {
  itRefuses([
    ['a server without https', { server: 'http://garden.example.com' }, /Use https/],
    [
      'a document without servers',
      { api: (api) => delete api.servers },
      /\(servers\): there is no server address\. Write one/,
    ],
    [
      'a second server without https',
      { api: (api) => api.servers.push({ url: 'http://garden.example.com' }) },
      /\(servers\[1\]\.url\): the server is http:\/\/garden\.example\.com\. Use https, or remove it/,
    ],
    ['a relative server', { server: '/v1' }, /no absolute server/],
    [
      'a server without an address',
      { api: (api) => delete api.servers[0].url },
      /\(servers\[0\]\.url\): there is no server address/,
    ],
    ['a server with a space', { server: 'https://garden.example.com /v1' }, /has spaces\. Remove them/],
    ['a server with variables', { server: 'https://{tenant}.example.com' }, /no absolute server/],
    ['a server with credentials', { server: 'https://me:pass@garden.example.com' }, /credentials/],
    [
      'a method that Teams does not call',
      {
        api: (api) => {
          api.paths['/plants'].put = api.paths['/plants'].get;
          delete api.paths['/plants'].get;
        },
      },
      /is PUT; Teams calls GET and POST only/,
    ],
    [
      'a required header',
      {
        api: (api) =>
          operation(api).parameters.push({ name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } }),
      },
      /requires the header "X-Key"/,
    ],
    [
      'an invalid header name',
      { api: (api) => operation(api).parameters.push({ name: 'X Key', in: 'header', schema: { type: 'string' } }) },
      /\(paths\["\/plants"\]\.get\.parameters\[6\]\.name\): the header parameter "X Key"/,
    ],
    [
      'a required list',
      { api: (api) => (operation(api).parameters[0].schema = { type: 'array', items: { type: 'string' } }) },
      /requires "name", which is not a string/,
    ],
    [
      'oneOf',
      { api: (api) => (operation(api).parameters[1].schema = { oneOf: [{ type: 'string' }] }) },
      /\(paths\["\/plants"\]\.get\.parameters\[1\]\.schema\.oneOf\): Teams does not support "oneOf"/,
    ],
    [
      'anyOf in the response',
      { api: (api) => (operation(api).responses[200].content['application/json'].schema = { anyOf: [{}] }) },
      /\.schema\.anyOf\): Teams does not support "anyOf"/,
    ],
    [
      'a form body',
      {
        api: (api) => {
          const body = api.paths['/search'].post.requestBody;
          body.content = { 'multipart/form-data': body.content['application/json'] };
        },
      },
      /formats other than JSON/,
    ],
    [
      'a required list in the body',
      { api: (api) => (api.components.schemas.Search.properties.words = { type: 'array', items: {} }) },
      /requires "words" in the body/,
    ],
    [
      'a missing response',
      { api: (api) => (operation(api).responses = { 204: { description: 'Nothing' } }) },
      /describes no JSON response/,
    ],
    [
      'an empty response',
      { api: (api) => (operation(api).responses[200].content['application/json'].schema = {}) },
      /describes no JSON response/,
    ],
    [
      'a response in XML',
      { api: (api) => (operation(api).responses[200].content = { 'text/xml': { schema: {} } }) },
      /no JSON response/,
    ],
    [
      'a parameter of the path that the path does not have',
      {
        api: (api) =>
          operation(api).parameters.push({ name: 'zone', in: 'path', required: true, schema: { type: 'string' } }),
      },
      /parameters\[6\]\.name\): the path "\/plants" has no \{zone\}/,
    ],
    [
      'a required parameter in XML',
      {
        api: (api) =>
          operation(api).parameters.push({
            name: 'x',
            in: 'query',
            required: true,
            content: { 'application/xml': { schema: { type: 'string', default: 'a' } } },
          }),
      },
      /parameters\[6\]\.content\): the operation requires "x" in another format than JSON/,
    ],
    ['two security schemes at once', { api: (api) => (operation(api).security = [{ a: [], b: [] }]) }, /at once/],
  ]);

  it('names a fault of the whole document once, although three operations have it', async () => {
    expect((await faultsOf({ server: '/v1' })).split('\n')).to.have.length(2);
  });

  it('names the place where a schema is written, not the reference to it', async () => {
    const message = await faultsOf({
      api: (api) => {
        api.components.schemas.Kind = { type: 'object', properties: { a: { anyOf: [{ type: 'string' }] } } };
        api.components.schemas.Search.properties.kind = { $ref: '#/components/schemas/Kind' };
        operation(api).parameters[1].schema = { $ref: '#/components/schemas/Kind' };
      },
    });
    expect(message.split('\n')).to.have.length(2);
    expect(message).to.match(/line 1, column \d+ \(components\.schemas\.Kind\.properties\.a\.anyOf\): Teams does not/);
  });

  it('accepts properties with the names of combinators', async () => {
    const { commands } = await anAppPackage({
      api: ({ components: { schemas } }) => {
        schemas.Search.properties.not = { type: 'string' };
        schemas.Search.properties.properties = { type: 'object', properties: { oneOf: { type: 'string' } } };
      },
    });
    expect(commands[2]?.operation.parameters.map(({ name }) => name)).to.include.members(['not', 'oneOf']);
  });

  it('accepts a required header of the path that the operation makes optional', async () => {
    const header = { name: 'X-Key', in: 'header', schema: { type: 'string' } };
    const { commands } = await anAppPackage({
      api: (api) => {
        api.paths['/plants'].parameters = [{ ...header, required: true }];
        operation(api).parameters.push(header);
      },
    });
    expect(commands[0]?.operation.parameters.filter(({ name }) => name === 'X-Key')).to.have.length(1);
  });
});
