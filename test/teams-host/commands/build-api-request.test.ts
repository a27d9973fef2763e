import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import type { ApiOperation, ApiParameter } from '../../../src/teams-host/app-package/openapi/api-operation.ts';
import { buildApiRequest } from '../../../src/teams-host/commands/build-api-request.ts';

const parameter = (name: string, changes: Partial<ApiParameter> = {}): ApiParameter => ({
  name,
  in: 'query',
  at: [],
  type: 'string',
  required: false,
  ...changes,
});

const operation = (changes: Partial<ApiOperation> = {}): ApiOperation => ({
  id: 'op',
  method: 'GET',
  server: 'https://api.example/base',
  path: '/things',
  parameters: [],
  hasBody: false,
  securitySchemes: [],
  ...changes,
});

const build = (changes: Partial<ApiOperation>, values: Readonly<Record<string, string>>) =>
  buildApiRequest(operation(changes), new Map(Object.entries(values)));

const message = (changes: Partial<ApiOperation>, values: Readonly<Record<string, string>>): string => {
  try {
    build(changes, values);
  } catch (fault) {
    expect(fault).to.be.instanceOf(InvalidRequest);
    return (fault as InvalidRequest).message;
  }
  return '';
};

describe('the request of a command', () => {
  it('omits empty parameters and sends the defaults of required ones', () => {
    const parameters = [
      parameter('empty'),
      parameter('preset', { default: 'x' }),
      parameter('needed', { required: true, default: 7, type: 'integer' }),
      parameter('X-Mode', { in: 'header', required: true, default: 'fast' }),
      parameter('X-Other', { in: 'header' }),
    ];
    const { url, headers, body } = build({ parameters }, { empty: '', 'X-Other': 'never' });
    expect(url).to.equal('https://api.example/base/things?needed=7');
    expect(headers).to.deep.equal({ Accept: 'application/json', 'Accept-Language': 'en-US', 'X-Mode': 'fast' });
    expect(body).to.equal(undefined);
  });

  for (const [type, given, sent] of [
    ['integer', ' 007 ', 7],
    ['integer', '-3', -3],
    ['number', '1.50', 1.5],
    ['number', '-.5e1', -5],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['string', ' as it is ', ' as it is '],
  ] as const) {
    it(`sends ${JSON.stringify(given)} as ${type} ${JSON.stringify(sent)}`, () => {
      const parameters = [parameter('v', { in: 'body', at: ['v'], type })];
      const { body, headers } = build({ method: 'POST', parameters, hasBody: true }, { v: given });
      expect(JSON.parse(body ?? '')).to.deep.equal({ v: sent });
      expect(headers['Content-Type']).to.equal('application/json');
    });
  }

  for (const [type, given, expected] of [
    ['integer', '1.5', '"v" must be a whole number.'],
    ['integer', '12345678901234567890', '"v" must be a whole number.'],
    ['integer', '0x10', '"v" must be a whole number.'],
    ['number', '1e999', '"v" must be a number.'],
    ['number', 'NaN', '"v" must be a number.'],
    ['number', '1,5', '"v" must be a number.'],
    ['boolean', 'yes', '"v" must be true or false.'],
    ['string', '\udc00', '"v" is not valid text.'],
  ] as const) {
    it(`does not send ${JSON.stringify(given)} as ${type}`, () => {
      expect(message({ parameters: [parameter('v', { type })] }, { v: given })).to.equal(expected);
    });
  }

  it('names a missing parameter', () => {
    expect(message({ parameters: [parameter('v', { required: true })] }, {})).to.equal('"v" is required.');
    const path = { path: '/things/{id}', parameters: [parameter('id', { in: 'path', required: true })] };
    expect(message(path, { id: '' })).to.equal('"id" is required.');
  });

  for (const id of ['.', '..']) {
    it(`rejects ${id} as a path segment`, () => {
      const path = { path: '/things/{id}/x', parameters: [parameter('id', { in: 'path', required: true })] };
      expect(message(path, { id })).to.contain('may not be "." or ".."');
    });
  }

  it('keeps the base path of the server and the literal parts of the path', () => {
    const parameters = [parameter('id', { in: 'path', required: true })];
    expect(build({ path: '/a b/{id}.json', parameters }, { id: 'x' }).url).to.equal(
      'https://api.example/base/a%20b/x.json',
    );
  });

  it('sends __proto__ in a body as an ordinary property', () => {
    const at = (...names: string[]) => parameter(names.at(-1) ?? '', { in: 'body', at: names });
    const { body } = build(
      { method: 'POST', hasBody: true, parameters: [at('__proto__', 'polluted'), at('a', 'b')] },
      { polluted: 'yes', b: 'c' },
    );
    expect(body).to.equal('{"__proto__":{"polluted":"yes"},"a":{"b":"c"}}');
    expect(({} as { polluted?: string }).polluted).to.equal(undefined);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('.', '/', '\\', '?', '#', '&', '=', '%', '2', 'e', 'f', '@', ':', ';', '+', ' ', '\n'),
    }),
  );

  it('confines any value to its path segment', () => {
    const path = { path: '/things/{id}/parts', parameters: [parameter('id', { in: 'path', required: true })] };
    fc.assert(
      fc.property(anyText, (id) => {
        fc.pre(id !== '' && id !== '.' && id !== '..');
        const url = new URL(build(path, { id }).url);
        const [empty, base, things, value, parts, ...rest] = url.pathname.split('/');
        expect([empty, base, things, parts, rest]).to.deep.equal(['', 'base', 'things', 'parts', []]);
        expect(decodeURIComponent(value ?? '')).to.equal(id);
        expect([url.origin, url.search, url.hash, url.username]).to.deep.equal(['https://api.example', '', '', '']);
      }),
    );
  });

  it('confines any name and value to its query parameter', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (name, one, two) => {
        fc.pre(one !== '' && two !== '' && name !== 'last' && name.isWellFormed());
        const url = new URL(
          build({ parameters: [parameter(name), parameter('last')] }, { [name]: one, last: two }).url,
        );
        expect([...url.searchParams]).to.deep.equal([
          [name, one],
          ['last', two],
        ]);
        expect([url.origin, url.pathname, url.hash]).to.deep.equal(['https://api.example', '/base/things', '']);
      }),
    );
  });

  it('confines any value to its property of the body', () => {
    const body = { method: 'POST', hasBody: true, parameters: [parameter('v', { in: 'body', at: ['v'] })] } as const;
    fc.assert(
      fc.property(anyText, (v) => {
        fc.pre(v !== '');
        expect(JSON.parse(build(body, { v }).body ?? '')).to.deep.equal({ v });
      }),
    );
  });
});
