import { expect } from 'chai';
import { Unavailable } from '../../src/foundation/errors.ts';
import { type Script, sends, startScriptedApi } from '../support/scripted-api.ts';
import { faultOf } from './fault-of.ts';
import { newRepair, page, repair, scriptedApi, tagged, token } from './scripted-api-in-use.ts';

describe('the repairs client', () => {
  const { server, start, client, methods } = scriptedApi();

  beforeEach(() => server().answer(sends(200, page)));

  describe('cannot read an answer that', () => {
    const { status: _, ...withoutStatus } = repair;
    const unreadable: readonly [string, Script][] = [
      ['HTML', sends(200, '<html></html>', { 'Content-Type': 'text/html' })],
      ['JSON that says it is text', sends(200, page, { 'Content-Type': 'text/plain' })],
      ['no content type', (response) => response.writeHead(200).end(JSON.stringify(page))],
      ['what is compressed', sends(200, page, { 'Content-Encoding': 'gzip' })],
      ['half of the JSON', sends(200, '{"results":[')],
      ['nothing', sends(200, '')],
      ['null', sends(200, 'null')],
      ['an array', sends(200, [repair])],
      ['no results', sends(200, {})],
      ['a repair that lacks a field', sends(200, { results: [withoutStatus] })],
      ['a status there is not', sends(200, { results: [{ ...repair, status: 'broken' }] })],
      ['a day there is not', sends(200, { results: [{ ...repair, date: '2026-02-30' }] })],
      ['a title without end', sends(200, { results: [{ ...repair, title: 'x'.repeat(101) }] })],
      ['an id that is a number', sends(200, { results: [{ ...repair, id: 1 }] })],
      ['an image that is a script', sends(200, { results: [{ ...repair, image: 'javascript:alert(1)' }] })],
      ['an image without encryption', sends(200, { results: [{ ...repair, image: 'http://example.com/a.png' }] })],
      ['more than was asked for', sends(200, { results: Array.from({ length: 26 }, () => repair) })],
      ['too much', sends(200, { results: [], padding: 'x'.repeat(3_000_000) })],
      ['less than it says', sends(200, page, { 'Content-Length': '20' })],
      ['another success', sends(201, page)],
    ];
    for (const [what, script] of unreadable) {
      it(`is ${what}`, async () => {
        server().answer(script);
        const fault = await faultOf(client().list({}));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.message).to.match(/^The repairs service (sent an invalid response|refused this request)/);
        expect(methods()).to.deep.equal(['GET']);
      });
    }

    it('is too much that comes in pieces', async () => {
      server().answer((response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const write = (): void => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', write);
        write();
      });
      const fault = await faultOf(client({ attemptTimeout: 5000, callTimeout: 5000 }).list({}));
      expect(fault.message).to.match(/invalid response/);
    });

    it('is a version without its tag, or another repair', async () => {
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

    it('takes PATCH alone for leave to change, and silence for none', async () => {
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

    it('leaves out what the contract does not know', async () => {
      const text = JSON.stringify({ ...repair, priority: 7 }).replace('{', '{"__proto__":{"admin":true},');
      server().answer(sends(200, text, tagged));
      const { repair: read } = await client().get('1');
      expect(read).to.deep.equal(repair);
      expect(Object.keys(read)).not.to.include('__proto__');
    });
  });

  it('follows no redirect', async () => {
    const elsewhere = await startScriptedApi();
    for (const status of [301, 302, 303, 307, 308]) {
      server().answer(sends(status, '', { Location: `${elsewhere.url}/api/repairs` }));
      expect(await faultOf(client().list({}))).to.be.instanceOf(Unavailable);
      expect(await faultOf(client().create(newRepair, 'key'))).to.be.instanceOf(Unavailable);
    }
    expect(elsewhere.seen).to.deep.equal([]);
    await elsewhere.close();
  });

  it('is not asked for a repair that cannot be', async () => {
    for (const id of ['', '.', '..', '\ud800', 'x'.repeat(65)]) {
      expect(await faultOf(client().get(id)), id).to.include({ code: 'not_found' });
      expect(await faultOf(client().remove(id, '"1"')), id).to.include({ code: 'not_found' });
    }
    expect(server().seen).to.deep.equal([]);
  });

  it('is not shown what is no access token', async () => {
    for (const text of ['', 'two words', 'line\r\nX: 1', 'ü', 'x'.repeat(20_000)]) {
      const fault = await faultOf(start().forToken(text, AbortSignal.timeout(4000)).list({}));
      expect(fault).to.include({ code: 'sign_in_needed' });
    }
    expect(server().seen).to.deep.equal([]);
  });

  it('sends what it is told, encoded, and nothing else', async () => {
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
