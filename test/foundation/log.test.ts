import { expect } from 'chai';
import fc from 'fast-check';
import { createLog, type LogFields } from '../../src/foundation/log.ts';
import { redact } from '../../src/foundation/redact.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrYXJpbiJ9.c2lnbmF0dXJl';

describe('createLog', () => {
  const logged = (fields: LogFields): string => {
    const lines: string[] = [];
    createLog({ level: 'info', now: () => new Date(0), write: (line) => lines.push(line) }).info('event', fields);
    return lines.join('');
  };

  it('writes one JSON object a line', () => {
    expect(logged({ text: 'a\nb', count: 1 })).to.equal(
      '{"time":"1970-01-01T00:00:00.000Z","level":"info","event":"event","text":"a\\nb","count":1}\n',
    );
  });

  it('writes nothing below its level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', now: () => new Date(0), write: (line) => lines.push(line) });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).to.deep.equal(['c', 'd']);
  });

  it('writes what JSON cannot', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const line = logged({
      big: 10n,
      cyclic,
      error: new Error('outer', { cause: new Error('inner') }),
      at: new Date(0),
    });
    expect(JSON.parse(line)).to.deep.include({ big: '10', at: '1970-01-01T00:00:00.000Z' });
    expect(line).to.include('inner');
  });

  const secrets: readonly [string, LogFields][] = [
    ['an Authorization header', { headers: { Authorization: 'Bearer hush', authorization: 'hush' } }],
    ['an authorization header of any name', { 'Proxy-Authorization': 'hush', xAuthorization: 'hush' }],
    ['tokens by name', { access_token: 'hush', refreshToken: 'hush', id_token: 'hush', token: 'hush' }],
    ['secrets by name', { client_secret: 'hush', clientSecret: 'hush', password: 'hush', 'x-api-key': 'hush' }],
    [
      'what OAuth sends through the browser',
      { code: 'hush', state: 'hush', code_verifier: 'hush', codeVerifier: 'hush' },
    ],
    ['passwords of any name', { appPassword: 'hush', BOT_APP_PASSWORD: 'hush', 'key-passphrase': 'hush' }],
    ['keys by name', { apiKey: 'hush', api_key: 'hush', private_key: 'hush', clientCredentials: 'hush' }],
    ['cookies', { cookie: 'a=hush', 'Set-Cookie': ['a=hush'] }],
    ['bearer and basic credentials in text', { message: 'sent Bearer hush and basic hush' }],
    ['URLs', { url: new URL('https://a.example.com/?code=hush&state=hush&access_token=hush') }],
    ['URLs in text', { message: 'GET /oAuthRedirect?state=hush&code=hush failed' }],
    [
      'URLs within URLs',
      { url: 'https://a.example.com/?next=https%3A%2F%2Fb.example.com%2F%3Fcode%3Dhush%26state%3Dhush' },
    ],
    ['URLs with a user', { url: 'https://user:hush@a.example.com/', text: 'GET http://hush@a.example.com failed' }],
    ['parts of URLs', { next: 'b.example.com%3Fcode%3Dhush', host: '//user:hush@a.example.com/' }],
    ['forms in text', { body: 'client_secret=hush&grant_type=x&refresh_token=hush' }],
    ['JSON in text', { body: '{"access_token": "hush","code":"hu\\"hush","password":"hush", "state" : hush }' }],
    ['JSON in JSON in text', { body: JSON.stringify(JSON.stringify({ id_token: 'hush', n: 1 })) }],
    ['names', { 'Bearer hush': 1, '?code=hush': 2 }],
    ['many errors', { error: new AggregateError([new Error('Basic hush'), new Error('?token=hush')], 'x') }],
    ['bytes', { body: Buffer.from('hush'), view: new Uint8Array(Buffer.from('hush')).buffer }],
    [
      'what JSON would ask for itself',
      { a: { toJSON: () => 'hush' }, b: Object.assign(() => {}, { toJSON: () => 'hush' }) },
    ],
    ['forms', { form: new URLSearchParams({ client_secret: 'hush', code: 'hush' }) }],
    ['errors', { error: new Error('Bearer hush', { cause: new Error('refused ?code=hush') }) }],
    ['depths', { a: { b: [{ c: { token: 'hush' } }] } }],
  ];
  for (const [what, fields] of secrets) {
    it(`keeps secrets out of ${what}`, () => {
      expect(logged(fields)).not.to.include('hush');
    });
  }

  it('keeps a token out wherever it stands', () => {
    const line = logged({ message: `verify ${token}`, list: [token], error: new Error(token), url: `/a?x=${token}` });
    for (const part of token.split('.')) {
      expect(line).not.to.include(part);
    }
  });

  it('leaves everything else readable', () => {
    const fields = { status: 401, path: '/api/repairs', problem: 'invalid_token', postcode: '1234', statement: 'x' };
    expect(redact(fields)).to.deep.equal(fields);
    for (const text of [
      'GET http://127.0.0.1:3980/.well-known/openid-configuration?limit=25&status=open failed',
      'Error: no\n    at verify (file:///app/src/keyA.ts:3:1)\n    at node_modules/@scope/KeyInput.js:1',
      'listen EADDRINUSE: address already in use 127.0.0.1:3978',
      'the token of alice@example.com has expired; its code was 12',
    ]) {
      expect(redact(text)).to.equal(text);
    }
  });

  it('keeps a token out whatever its header looks like', () => {
    for (const header of [
      '{"alg":"none"}',
      '{ "alg": "RS256" }',
      '{\n"alg":"RS256"}',
      '{\r\n"alg":"RS256"}',
      '{\t"alg":"RS256"}',
    ]) {
      const parts = [header, '{"sub":"karin"}', 'signature'].map((part) => Buffer.from(part).toString('base64url'));
      expect(logged({ text: `got ${parts.join('..')}, sorry` }))
        .not.to.include(parts[1])
        .and.not.to.include(parts[2]);
      const encrypted = `${parts[0]}..aXYtaGVyZQ.Y2lwaGVydGV4dA.dGFnLWhlcmU`;
      expect(logged({ encrypted })).not.to.match(/aXYtaGVyZQ|Y2lwaGVydGV4dA|dGFnLWhlcmU/);
    }
  });

  /** Long enough to be nowhere by chance, and made of what any credential may be made of. */
  const secret = fc.string({
    unit: fc.constantFrom(...'ABCXYZabcxyz0189-_~+/'),
    minLength: 24,
    maxLength: 80,
  });
  const part = fc.uint8Array({ minLength: 16, maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
  const jwt = fc
    .tuple(fc.constantFrom('{"alg":"RS256","typ":"JWT"}', '{ "kid":"1" }'), part, part)
    .map(([header, claims, signature]) => [Buffer.from(header).toString('base64url'), claims, signature] as const);
  /** A text on either side that no credential runs into. */
  const around = fc.string({ unit: fc.constantFrom(...'xyz ,;:!\n<>()[]') }).map((text) => `${text} `);
  /** Puts a value somewhere. */
  const places: readonly ((value: unknown) => unknown)[] = [
    (value) => value,
    (value) => [1, [value]],
    (value) => ({ inner: { list: [value] } }),
    (value) => (typeof value === 'string' ? new Error(value) : new Error('x', { cause: value })),
    (value) => new Error('outer', { cause: new Error('inner', { cause: value }) }),
  ];
  const place = fc.constantFrom(...places);

  it('keeps every token out, wherever it stands', () => {
    fc.assert(
      fc.property(jwt, around, place, ([header, claims, signature], text, put) => {
        const line = logged({ at: put(`${text}${header}.${claims}.${signature}${text}`) });
        expect(line).not.to.include(claims).and.not.to.include(signature);
      }),
    );
  });

  it('keeps every bearer and basic credential out, wherever it stands', () => {
    const scheme = fc.constantFrom('Bearer', 'bearer', 'BEARER', 'Basic', 'basic');
    fc.assert(
      fc.property(scheme, secret, around, place, (name, value, text, put) => {
        expect(logged({ at: put(`${text}${name} ${value}${text}`) })).not.to.include(value);
      }),
    );
  });

  it('keeps every value of a secret name out, however the name is spelled and whatever the value is', () => {
    const words = ['token', 'secret', 'password', 'assertion', 'authorization', 'cookie', 'api_key', 'code_verifier'];
    const name = fc
      .tuple(fc.constantFrom('', 'access', 'refresh', 'client', 'bot-app', 'x'), fc.constantFrom(...words, 'verifier'))
      .map((both) => both.filter(Boolean).join('_'))
      .chain((snake) =>
        fc.constantFrom(
          snake,
          snake.toUpperCase(),
          snake.replaceAll('_', '-'),
          snake.replace(/[-_](\w)/g, (_, letter: string) => letter.toUpperCase()),
        ),
      );
    fc.assert(
      fc.property(fc.oneof(name, fc.constantFrom('code', 'state')), secret, place, (key, value, put) => {
        for (const shape of [value, [value], { deep: value }]) {
          expect(logged({ at: put({ [key]: shape }) })).not.to.include(value);
        }
        const form = new URLSearchParams({ a: '1', [key]: value, b: '2' });
        expect(logged({ at: put(`/path?${form}`), url: new URL(`http://a.example.com/?${form}`) }))
          .not.to.include(value)
          .and.not.to.include(encodeURIComponent(value));
        expect(logged({ at: put(JSON.stringify({ a: 1, [key]: value })) })).not.to.include(value);
      }),
    );
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.anything({
            withBigInt: true,
            withDate: true,
            withMap: true,
            withSet: true,
            withTypedArray: true,
            withNullPrototype: true,
            withSparseArray: true,
          }),
        ),
        (fields) => {
          expect(logged(fields).split('\n')).to.have.lengthOf(2);
        },
      ),
    );
  });

  it('takes what throws when it is looked at', () => {
    const thrower = {
      good: 1,
      get bad(): never {
        throw new Error('no');
      },
    };
    const everything = () => {
      throw new Error('no');
    };
    const proxy = new Proxy({}, { get: everything, ownKeys: everything, getPrototypeOf: everything });
    const error = Object.defineProperty(new Error('x'), 'stack', { get: everything });
    const { entry, ...rest } = JSON.parse(logged({ entry: thrower, proxy, error, revoked: revoked() }));
    expect(entry).to.deep.equal({ good: 1, bad: '[unreadable]' });
    expect(rest).to.deep.include({ proxy: '[unreadable]', revoked: '[unreadable]' });
    expect(rest.error).to.include({ message: 'x', stack: '[unreadable]' });
    expect(JSON.parse(logged(proxy))).to.include({ event: 'event', fields: '[unreadable]' });
  });

  it('takes circles and depths in little time', () => {
    const list: unknown[] = [];
    list.push(...Array.from({ length: 100 }, () => list));
    const cause = new Error('round');
    cause.cause = cause;
    let deep: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = { deep };
    }
    const startedAt = performance.now();
    const line = logged({ list, cause, deep });
    expect(performance.now() - startedAt).to.be.lessThan(500);
    expect(line).to.include('[cycle]').and.to.include('[deep]');
  });

  it('takes long text in little time', () => {
    const startedAt = performance.now();
    for (const text of ['eyJ', '"code', '?token', 'bearer ', '//a', 'password', '%3fcode%3', '"\\']) {
      logged({ text: text.repeat(100_000 / text.length) });
    }
    expect(performance.now() - startedAt).to.be.lessThan(1000);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
