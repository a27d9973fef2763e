import { expect } from 'chai';
import fc from 'fast-check';
import { createLog, type LogFields, redact } from '../src/log.ts';

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
    ['tokens by name', { access_token: 'hush', refreshToken: 'hush', id_token: 'hush', token: 'hush' }],
    ['secrets by name', { client_secret: 'hush', clientSecret: 'hush', password: 'hush', 'x-api-key': 'hush' }],
    ['what OAuth sends through the browser', { code: 'hush', state: 'hush', code_verifier: 'hush' }],
    ['cookies', { cookie: 'a=hush', 'Set-Cookie': ['a=hush'] }],
    ['bearer and basic credentials in text', { message: 'sent Bearer hush and basic hush' }],
    ['URLs', { url: new URL('https://a.example.com/?code=hush&state=hush&access_token=hush') }],
    ['URLs in text', { message: 'GET /oAuthRedirect?state=hush&code=hush failed' }],
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
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, withMap: true })),
        (fields) => {
          expect(logged(fields).split('\n')).to.have.lengthOf(2);
        },
      ),
    );
  });
});
