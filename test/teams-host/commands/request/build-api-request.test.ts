import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../../src/foundation/errors.ts';
import { ExactNumber } from '../../../../src/teams-host/app-package/files/exact-number.ts';
import type { ApiOperation, ApiParameter } from '../../../../src/teams-host/app-package/openapi/api-operation.ts';
import { buildApiRequest } from '../../../../src/teams-host/commands/request/build-api-request.ts';

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

  for (const [type, typed, sent] of [
    ['integer', '9007199254740993', '9007199254740993'],
    ['integer', '-9223372036854775808', '-9223372036854775808'],
    ['integer', '00123456789012345678901234567890', '123456789012345678901234567890'],
    ['number', '98765432109876543210', '98765432109876543210'],
    ['number', '0.10000000000000000000000001', '0.10000000000000000000000001'],
    ['number', '3.', '3'],
    ['number', '.12345678901234567890e-3', '0.12345678901234567890e-3'],
  ] as const) {
    it(`sends the ${type} ${typed} with its digits in path, query and body`, () => {
      const { url, body } = build(
        {
          method: 'POST',
          hasBody: true,
          path: '/things/{id}',
          parameters: [
            parameter('id', { in: 'path', required: true, type }),
            parameter('q', { type }),
            parameter('v', { in: 'body', at: ['inside', 'v'], type }),
          ],
        },
        { id: typed, q: typed, v: typed },
      );
      expect(url).to.equal(`https://api.example/base/things/${sent}?q=${sent}`);
      expect(body).to.equal(`{"inside":{"v":${sent}}}`);
    });
  }

  it('sends any number as a JSON number of the same value', () => {
    const operation = { method: 'POST', hasBody: true, parameters: [] as ApiParameter[] } as const;
    operation.parameters.push(parameter('v', { in: 'body', at: ['v'], type: 'number' }));
    fc.assert(
      fc.property(fc.stringMatching(/^-?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})(e[+-]?\d{1,2})?$/), (v) => {
        expect(JSON.parse(build(operation, { v }).body ?? '')).to.deep.equal({ v: Number(v) });
      }),
    );
  });

  it('sends the default of a required parameter of any type, wherever it is', () => {
    const inBody = (at: string[], changes: Partial<ApiParameter>) =>
      parameter(at.at(-1) ?? '', { in: 'body', at, type: undefined, required: true, ...changes });
    const { url, headers, body } = build(
      {
        method: 'POST',
        hasBody: true,
        path: '/things/{kinds}',
        parameters: [
          parameter('kinds', { in: 'path', type: undefined, required: true, default: ['a', 'b/c'] }),
          parameter('tags', { type: undefined, required: true, default: ['x', 'y z'] }),
          parameter('range', {
            type: undefined,
            required: true,
            default: { from: 1, to: new ExactNumber('12345678901234567890') },
            style: { name: 'deepObject', explode: true },
          }),
          parameter('deep', { type: 'boolean', required: true, default: false }),
          parameter('lang', { in: 'cookie', required: true, default: 'de; x' }),
          parameter('theme', { in: 'cookie', required: true, default: 'dark' }),
          parameter('X-Parts', { in: 'header', type: undefined, required: true, default: ['a', 'b'] }),
          inBody(['filter'], { default: { mode: 'all', most: 3 } }),
          parameter('most', { in: 'body', at: ['filter', 'most'], type: 'integer' }),
          inBody(['sort'], { default: [{ by: 'name' }] }),
        ],
      },
      { most: '7' },
    );
    expect(url).to.equal(
      'https://api.example/base/things/a,b%2Fc?tags=x&tags=y%20z&range%5Bfrom%5D=1&range%5Bto%5D=12345678901234567890&deep=false',
    );
    expect(headers).to.include({ Cookie: 'lang=de%3B%20x; theme=dark', 'X-Parts': 'a,b' });
    expect(JSON.parse(body ?? '')).to.deep.equal({ filter: { mode: 'all', most: 7 }, sort: [{ by: 'name' }] });
  });

  it('completes an optional object with the defaults of what it requires', () => {
    const parameters = [
      parameter('text', { in: 'body', at: ['filter', 'text'] }),
      parameter('mode', { in: 'body', at: ['filter', 'mode'], requiredInside: true, default: 'all' }),
    ];
    expect(build({ method: 'POST', hasBody: true, parameters }, { text: 'a' }).body).to.equal(
      '{"filter":{"text":"a","mode":"all"}}',
    );
    expect(build({ method: 'POST', hasBody: true, parameters }, {}).body).to.equal('{}');
  });

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
