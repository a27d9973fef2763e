import { expect } from 'chai';
import fc from 'fast-check';
import type { LogFields } from '../../src/foundation/log.ts';
import { redact } from '../../src/foundation/redact.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrYXJpbiJ9.c2lnbmF0dXJl';

describe('redact', () => {
  const redacted = (value: unknown): string => JSON.stringify(redact(value));

  const secrets: readonly [string, LogFields][] = [
    ['an Authorization header', { headers: { Authorization: 'Bearer hush', authorization: 'hush' } }],
    ['an authorization header by name', { 'Proxy-Authorization': 'hush', xAuthorization: 'hush' }],
    ['tokens by name', { access_token: 'hush', refreshToken: 'hush', id_token: 'hush', token: 'hush' }],
    ['secrets by name', { client_secret: 'hush', clientSecret: 'hush', password: 'hush', 'x-api-key': 'hush' }],
    ['OAuth parameters', { code: 'hush', state: 'hush', code_verifier: 'hush', codeVerifier: 'hush' }],
    ['passwords by name', { appPassword: 'hush', BOT_APP_PASSWORD: 'hush', 'key-passphrase': 'hush' }],
    ['keys by name', { apiKey: 'hush', api_key: 'hush', private_key: 'hush', clientCredentials: 'hush' }],
    ['cookies', { cookie: 'a=hush', 'Set-Cookie': ['a=hush'] }],
    ['bearer and basic credentials in text', { message: 'sent Bearer hush and basic hush' }],
    ['URLs', { url: new URL('https://a.example.com/?code=hush&state=hush&access_token=hush') }],
    ['URLs in text', { message: 'GET /oAuthRedirect?state=hush&code=hush failed' }],
    [
      'URLs within URLs',
      { url: 'https://a.example.com/?next=https%3A%2F%2Fb.example.com%2F%3Fcode%3Dhush%26state%3Dhush' },
    ],
    [
      'URLs with credentials',
      { url: 'https://user:hush@a.example.com/', text: 'GET http://hush@a.example.com failed' },
    ],
    ['partial URLs', { next: 'b.example.com%3Fcode%3Dhush', host: '//user:hush@a.example.com/' }],
    ['forms in text', { body: 'client_secret=hush&grant_type=x&refresh_token=hush' }],
    ['JSON in text', { body: '{"access_token": "hush","code":"hu\\"hush","password":"hush", "state" : hush }' }],
    ['JSON in JSON in text', { body: JSON.stringify(JSON.stringify({ id_token: 'hush', n: 1 })) }],
    ['property names', { 'Bearer hush': 1, '?code=hush': 2 }],
    ['aggregate errors', { error: new AggregateError([new Error('Basic hush'), new Error('?token=hush')], 'x') }],
    ['bytes', { body: Buffer.from('hush'), view: new Uint8Array(Buffer.from('hush')).buffer }],
    ['objects with toJSON', { a: { toJSON: () => 'hush' }, b: Object.assign(() => {}, { toJSON: () => 'hush' }) }],
    ['forms', { form: new URLSearchParams({ client_secret: 'hush', code: 'hush' }) }],
    ['errors', { error: new Error('Bearer hush', { cause: new Error('refused ?code=hush') }) }],
    ['nested values', { a: { b: [{ c: { token: 'hush' } }] } }],
  ];
  for (const [what, fields] of secrets) {
    it(`removes secrets from ${what}`, () => {
      expect(redacted(fields)).not.to.include('hush');
    });
  }

  it('removes a token from any text', () => {
    const line = redacted({ message: `verify ${token}`, list: [token], error: new Error(token), url: `/a?x=${token}` });
    for (const part of token.split('.')) {
      expect(line).not.to.include(part);
    }
  });

  it('keeps everything else', () => {
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

  it('removes a token with any header', () => {
    for (const header of [
      '{"alg":"none"}',
      '{ "alg": "RS256" }',
      '{\n"alg":"RS256"}',
      '{\r\n"alg":"RS256"}',
      '{\t"alg":"RS256"}',
    ]) {
      const parts = [header, '{"sub":"karin"}', 'signature'].map((part) => Buffer.from(part).toString('base64url'));
      expect(redacted({ text: `got ${parts.join('..')}, sorry` }))
        .not.to.include(parts[1])
        .and.not.to.include(parts[2]);
      const encrypted = `${parts[0]}..aXYtaGVyZQ.Y2lwaGVydGV4dA.dGFnLWhlcmU`;
      expect(redacted({ encrypted })).not.to.match(/aXYtaGVyZQ|Y2lwaGVydGV4dA|dGFnLWhlcmU/);
    }
  });

  /** Too long to occur by chance, made of the characters of credentials. */
  const secret = fc.string({
    unit: fc.constantFrom(...'ABCXYZabcxyz0189-_~+/'),
    minLength: 24,
    maxLength: 80,
  });
  const part = fc.uint8Array({ minLength: 16, maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
  const jwt = fc
    .tuple(fc.constantFrom('{"alg":"RS256","typ":"JWT"}', '{ "kid":"1" }'), part, part)
    .map(([header, claims, signature]) => [Buffer.from(header).toString('base64url'), claims, signature] as const);
  /** Text before and after a credential, separated from it. */
  const around = fc.string({ unit: fc.constantFrom(...'xyz ,;:!\n<>()[]') }).map((text) => `${text} `);
  /** Each wraps a value in a different way. */
  const places: readonly ((value: unknown) => unknown)[] = [
    (value) => value,
    (value) => [1, [value]],
    (value) => ({ inner: { list: [value] } }),
    (value) => (typeof value === 'string' ? new Error(value) : new Error('x', { cause: value })),
    (value) => new Error('outer', { cause: new Error('inner', { cause: value }) }),
  ];
  const place = fc.constantFrom(...places);

  it('removes every token from any place', () => {
    fc.assert(
      fc.property(jwt, around, place, ([header, claims, signature], text, put) => {
        const line = redacted({ at: put(`${text}${header}.${claims}.${signature}${text}`) });
        expect(line).not.to.include(claims).and.not.to.include(signature);
      }),
    );
  });

  it('removes every bearer and basic credential from any place', () => {
    const scheme = fc.constantFrom('Bearer', 'bearer', 'BEARER', 'Basic', 'basic');
    fc.assert(
      fc.property(scheme, secret, around, place, (name, value, text, put) => {
        expect(redacted({ at: put(`${text}${name} ${value}${text}`) })).not.to.include(value);
      }),
    );
  });

  it('removes every value under a secret name, in any spelling and place', () => {
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
          expect(redacted({ at: put({ [key]: shape }) })).not.to.include(value);
        }
        const form = new URLSearchParams({ a: '1', [key]: value, b: '2' });
        expect(redacted({ at: put(`/path?${form}`), url: new URL(`http://a.example.com/?${form}`) }))
          .not.to.include(value)
          .and.not.to.include(encodeURIComponent(value));
        expect(redacted({ at: put(JSON.stringify({ a: 1, [key]: value })) })).not.to.include(value);
      }),
    );
  });

  it('handles cycles and deep nesting', () => {
    const list: unknown[] = [];
    list.push(...Array.from({ length: 100 }, () => list));
    const cause = new Error('round');
    cause.cause = cause;
    let deep: object = {};
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = { deep };
    }
    const line = redacted({ list, cause, deep });
    expect(line).to.include('[cycle]').and.to.include('[deep]');
  });

  it('handles long text in linear time', () => {
    for (const text of ['eyJ', '"code', '?token', 'bearer ', '//a', 'password', '%3fcode%3', '"\\']) {
      redacted({ text: text.repeat(1_000_000 / text.length) });
    }
  });
});
