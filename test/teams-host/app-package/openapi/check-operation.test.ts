import { itRefuses, operation } from '../refusals.ts';

describe('checking an operation of an API-based message extension', () => {
  itRefuses([
    ['a server without https', { server: 'http://garden.example.com' }, /Use https/],
    ['a document without servers', { api: (api) => delete api.servers }, /has no server address\. Write one/],
    [
      'a second server without https',
      { api: (api) => api.servers.push({ url: 'http://garden.example.com' }) },
      /lists the server http:\/\/garden\.example\.com/,
    ],
    ['a relative server', { server: '/v1' }, /no absolute server/],
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
      /a header parameter "X Key"/,
    ],
    [
      'a required list',
      { api: (api) => (operation(api).parameters[0].schema = { type: 'array', items: { type: 'string' } }) },
      /requires "name", which is not a string/,
    ],
    [
      'oneOf',
      { api: (api) => (operation(api).parameters[1].schema = { oneOf: [{ type: 'string' }] }) },
      /uses "oneOf"/,
    ],
    [
      'anyOf in the response',
      { api: (api) => (operation(api).responses[200].content['application/json'].schema = { anyOf: [{}] }) },
      /uses "anyOf" in the response/,
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
    ['two security schemes at once', { api: (api) => (operation(api).security = [{ a: [], b: [] }]) }, /at once/],
  ]);
});
