import { expect } from 'chai';
import { Unavailable } from '../../src/foundation/errors.ts';
import { type Script, sends, startScriptedApi } from '../support/scripted-api.ts';
import { faultOf } from './fault-of.ts';
import { newRepair, page, repair, scriptedApi, tagged, token } from './scripted-api-in-use.ts';

describe('the repairs client', () => {
  const { server, start, client, methods } = scriptedApi();

  beforeEach(() => server().answer(sends(200, page)));

  describe('reading responses', () => {
    const { status: _, ...withoutStatus } = repair;
    const unreadable: readonly [string, Script][] = [
      ['HTML', sends(200, '<html></html>', { 'Content-Type': 'text/html' })],
      ['JSON sent as text/plain', sends(200, page, { 'Content-Type': 'text/plain' })],
      ['a response without Content-Type', (response) => response.writeHead(200).end(JSON.stringify(page))],
      ['a compressed body', sends(200, page, { 'Content-Encoding': 'gzip' })],
      ['truncated JSON', sends(200, '{"results":[')],
      ['an empty body', sends(200, '')],
      ['null', sends(200, 'null')],
      ['an array', sends(200, [repair])],
      ['a page without results', sends(200, {})],
      ['a repair with a missing field', sends(200, { results: [withoutStatus] })],
      ['an unknown status', sends(200, { results: [{ ...repair, status: 'broken' }] })],
      ['an impossible date', sends(200, { results: [{ ...repair, date: '2026-02-30' }] })],
      ['a title that is too long', sends(200, { results: [{ ...repair, title: 'x'.repeat(101) }] })],
      ['a numeric id', sends(200, { results: [{ ...repair, id: 1 }] })],
      ['a javascript: image', sends(200, { results: [{ ...repair, image: 'javascript:alert(1)' }] })],
      ['an http image', sends(200, { results: [{ ...repair, image: 'http://example.com/a.png' }] })],
      ['more results than requested', sends(200, { results: Array.from({ length: 26 }, () => repair) })],
      ['a body that is too large', sends(200, { results: [], padding: 'x'.repeat(3_000_000) })],
      ['a body longer than its Content-Length', sends(200, page, { 'Content-Length': '20' })],
      ['status 201', sends(201, page)],
    ];
    for (const [what, script] of unreadable) {
      it(`rejects ${what}`, async () => {
        server().answer(script);
        const fault = await faultOf(client().list({}));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.message).to.match(/^The repairs service (sent an invalid response|refused this request)/);
        expect(methods()).to.deep.equal(['GET']);
      });
    }

    it('rejects an endless chunked body', async () => {
      server().answer((response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const write = (): void => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', write);
        write();
      });
      const fault = await faultOf(client().list({}));
      expect(fault.message).to.match(/invalid response/);
    });

    it('rejects a repair with a missing or invalid ETag, or with another id', async () => {
      for (const script of [
        sends(200, repair),
        sends(200, repair, { ETag: '1' }),
        sends(200, repair, { ETag: `"${'1'.repeat(200)}"` }),
        sends(200, { ...repair, id: '2' }, tagged),
      ]) {
        server().answer(script);
        expect((await faultOf(client().get('1'))).message).to.match(/invalid response/);
        expect((await faultOf(client().update('1', '"1"', {}))).message).to.match(/invalid response\. Check whether/);
      }
    });

    it('sets mayChange only if Allow lists PATCH', async () => {
      for (const [allow, mayChange] of [
        ['GET, HEAD, PATCH, DELETE', true],
        ['PATCH', true],
        ['GET, HEAD', false],
        ['patch, X-PATCH, PATCHED', false],
        ['', false],
        [undefined, false],
      ] as const) {
        server().answer(sends(200, repair, { ...tagged, ...(allow === undefined ? {} : { Allow: allow }) }));
        expect(await client().get('1'), allow).to.include({ mayChange });
      }
    });

    it('drops fields that the contract does not define', async () => {
      const text = JSON.stringify({ ...repair, priority: 7 }).replace('{', '{"__proto__":{"admin":true},');
      server().answer(sends(200, text, tagged));
      const { repair: read } = await client().get('1');
      expect(read).to.deep.equal(repair);
      expect(Object.keys(read)).not.to.include('__proto__');
    });
  });

  it('does not follow redirects', async () => {
    const elsewhere = await startScriptedApi();
    for (const status of [301, 302, 303, 307, 308]) {
      server().answer(sends(status, '', { Location: `${elsewhere.url}/api/repairs` }));
      expect(await faultOf(client().list({}))).to.be.instanceOf(Unavailable);
      expect(await faultOf(client().create(newRepair, 'key'))).to.be.instanceOf(Unavailable);
    }
    expect(elsewhere.seen).to.deep.equal([]);
    await elsewhere.close();
  });

  it('throws not_found for an invalid id without sending a request', async () => {
    for (const id of ['', '.', '..', '\ud800', 'x'.repeat(65)]) {
      expect(await faultOf(client().get(id)), id).to.include({ code: 'not_found' });
      expect(await faultOf(client().remove(id, '"1"')), id).to.include({ code: 'not_found' });
    }
    expect(server().seen).to.deep.equal([]);
  });

  it('throws sign_in_needed for a malformed access token without sending a request', async () => {
    for (const text of ['', 'two words', 'line\r\nX: 1', 'ü', 'x'.repeat(20_000)]) {
      const fault = await faultOf(start().forToken(text, new AbortController().signal).list({}));
      expect(fault).to.include({ code: 'sign_in_needed' });
    }
    expect(server().seen).to.deep.equal([]);
  });

  it('encodes ids and query parameters, and sends If-Match and the bearer token', async () => {
    server().answer(sends(200, { ...repair, id: 'a/b?c#d' }, tagged));
    const repairs = client();
    await repairs.get('a/b?c#d');
    server().answer(sends(200, { results: [], nextCursor: 'n' }));
    expect(await repairs.list({ text: 'a b&c', limit: 5 })).to.deep.equal({ results: [], nextCursor: 'n' });
    server().answer((response) => response.writeHead(204).end());
    await repairs.remove('1', 'W/"7"');
    expect(server().seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      'GET /api/repairs/a%2Fb%3Fc%23d',
      'GET /api/repairs?text=a+b%26c&limit=5',
      'DELETE /api/repairs/1',
    ]);
    expect(server().seen[2]?.headers).to.deep.include({ 'if-match': 'W/"7"', authorization: `Bearer ${token}` });
  });
});
