import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import fc from 'fast-check';
import { json } from '../../src/foundation/http.ts';
import { type AppServer, createServer, type ServerLimits } from '../../src/server/create-server.ts';
import { jsonBody } from '../../src/server/json-body.ts';
import { captureLog } from '../support/capture-log.ts';
import { sendRaw } from '../support/raw-request.ts';

describe('the request guard', () => {
  let server: AppServer;
  let port: number;

  before(async () => {
    server = create();
    ({ port } = await server.listen(0, '127.0.0.1'));
  });

  after(() => server.close());

  const create = (limits: Partial<ServerLimits> = {}): AppServer =>
    createServer({
      name: 'test',
      log: captureLog().log,
      now: () => new Date(),
      limits,
      routes: [
        { method: 'GET', path: '/', handler: async () => json(200, {}) },
        { method: 'GET', path: '/:name', handler: async ({ params }) => json(200, params) },
        {
          method: 'POST',
          path: '/',
          body: jsonBody(1000),
          handler: async ({ body }) => json(200, body ?? 'none'),
        },
      ],
    });

  afterEach('the server still answers', async () => {
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).to.equal(200);
  });

  const send = (line: string, headers: readonly string[] = ['Host: a'], body = '') =>
    sendRaw({ port, chunks: [[line, ...headers, 'Connection: close', '', body].join('\r\n')] });

  const refusals: readonly [string, string, readonly string[]][] = [
    ['a URL that cannot be parsed', 'GET http://[ HTTP/1.1', ['Host: a']],
    ['a Host with a space', 'GET / HTTP/1.1', ['Host: a b']],
    ['a Host with a path', 'GET / HTTP/1.1', ['Host: a/b?']],
    ['a Host with a user', 'GET / HTTP/1.1', ['Host: user@a']],
    ['an impossible port', 'GET / HTTP/1.1', ['Host: a:99999']],
    ['an empty Host', 'GET / HTTP/1.1', ['Host: ']],
    ['no Host', 'GET / HTTP/1.1', []],
    ['two Hosts', 'GET / HTTP/1.1', ['Host: a', 'Host: b']],
    ['two Authorization headers', 'GET / HTTP/1.1', ['Host: a', 'Authorization: a', 'Authorization: b']],
    ['two Content-Types', 'POST / HTTP/1.1', ['Host: a', 'Content-Type: application/json', 'Content-Type: text/plain']],
    ['the asterisk form', 'OPTIONS * HTTP/1.1', ['Host: a']],
    ['a path that is not UTF-8', 'GET /%FF HTTP/1.1', ['Host: a']],
    ['a broken percent sign in the path', 'GET /% HTTP/1.1', ['Host: a']],
    ['a query that is not UTF-8', 'GET /?text=%C3%28 HTTP/1.1', ['Host: a']],
    ['a broken percent sign in the query', 'GET /?text=%zz HTTP/1.1', ['Host: a']],
    ['a lone surrogate in the query', 'GET /?text=%ED%A0%80 HTTP/1.1', ['Host: a']],
    ['another URL scheme', 'GET ftp://a/ HTTP/1.1', ['Host: a']],
  ];
  for (const [what, line, headers] of refusals) {
    it(`answers 400 to ${what}`, async () => {
      expect(await send(line, headers)).to.match(/^HTTP\/1\.1 400 /);
    });
  }

  it('accepts a URL in absolute form', async () => {
    expect(await send('GET http://a/b HTTP/1.1')).to.match(/^HTTP\/1\.1 200 [\s\S]*\{"name":"b"\}$/);
  });

  it('accepts IPv6 addresses and ports in Host', async () => {
    expect(await send('GET / HTTP/1.1', ['Host: [::1]:3978'])).to.match(/^HTTP\/1\.1 200 /);
  });

  it('answers 431 to huge headers', async () => {
    expect(await send('GET / HTTP/1.1', ['Host: a', `X: ${'x'.repeat(20_000)}`])).to.match(/^HTTP\/1\.1 431 /);
  });

  describe('with short timeouts', () => {
    let strictServer: AppServer;
    let strictPort: number;

    before(async () => {
      strictServer = create({ headersTimeout: 150, requestTimeout: 300, checkInterval: 30 });
      ({ port: strictPort } = await strictServer.listen(0, '127.0.0.1'));
    });

    after(() => strictServer.close());

    const sendSlowly = (head: string, bit: string) =>
      sendRaw({ port: strictPort, chunks: [head, ...Array(50).fill(bit)], pause: 50 });

    it('closes the connection on slow headers', async () => {
      expect(await sendSlowly('GET / HTTP/1.1\r\n', 'X: y\r\n')).to.match(/^HTTP\/1\.1 408 /);
    });

    it('closes the connection on a slow body', async () => {
      const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n';
      expect(await sendSlowly(head, '1')).to.match(/^(HTTP\/1\.1 (408|400) |$)/);
    });
  });

  describe('bodies', () => {
    const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json', ...headers },
      });

    const bodies: readonly [string, number, string | Uint8Array<ArrayBuffer>, Record<string, string>?][] = [
      ['broken JSON', 400, '{"a":'],
      ['__proto__', 400, '{"__proto__":{"x":1}}'],
      ['an escaped __proto__', 400, '{"\\u005f_proto__":{"x":1}}'],
      ['constructor.prototype', 400, '{"a":{"constructor":{"prototype":{"x":1}}}}'],
      ['bytes that are not UTF-8', 400, new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
      ['a huge body', 413, JSON.stringify('x'.repeat(2000))],
      ['a very huge body', 413, JSON.stringify('x'.repeat(5_000_000))],
      ['a compressed body', 415, new Uint8Array(gzipSync('{}')), { 'Content-Encoding': 'gzip' }],
      ['two encodings', 415, new Uint8Array(gzipSync('{}')), { 'Content-Encoding': 'identity, gzip' }],
      ['another content type', 415, '{}', { 'Content-Type': 'text/plain' }],
      ['a form', 415, 'a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['an empty content type', 415, '{}', { 'Content-Type': '' }],
      ['another charset', 415, '{}', { 'Content-Type': 'application/json; charset=utf-16' }],
      ['deep nesting', 413, '['.repeat(100_000)],
    ];
    for (const [what, status, body, headers] of bodies) {
      it(`answers ${status} to ${what}`, async () => {
        const response = await post(body, headers);
        expect(response.status).to.equal(status);
        expect(response.headers.get('content-type')).to.equal('application/problem+json');
      });
    }

    it('are parsed as JSON and may be empty', async () => {
      expect(
        await (await post('{"a":[1]}', { 'Content-Type': 'Application/JSON; charset="UTF-8"' })).json(),
      ).to.deep.equal({ a: [1] });
      expect(await (await post('\ufeff{}')).json()).to.deep.equal({});
      expect(await (await post('')).json()).to.equal('none');
    });

    it('are limited even without a Content-Length', async () => {
      const chunk = `${(500).toString(16)}\r\n${'1'.repeat(500)}\r\n`;
      const head =
        'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
      expect(await sendRaw({ port, chunks: [head, chunk, chunk, chunk, '0\r\n\r\n'], pause: 5 })).to.match(
        /^HTTP\/1\.1 413 /,
      );
    });

    it('that are too large are discarded before the next request of the connection is answered', async () => {
      const chunk = `${(50_000).toString(16)}\r\n${'1'.repeat(50_000)}\r\n`;
      const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n';
      const next = 'GET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
      const answer = await sendRaw({ port, chunks: [head, ...Array(10).fill(chunk), `0\r\n\r\n${next}`], pause: 5 });
      expect(answer).to.match(/^HTTP\/1\.1 413 [\s\S]*HTTP\/1\.1 200 [\s\S]*\{"name":"b"\}$/);
    });

    it('that end early do not stop the server', async () => {
      const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{';
      await sendRaw({ port, chunks: [head], timeout: 50 }).catch(() => {});
    });
  });

  it('answers any target and Host with 200, 400 or 404', async () => {
    const text = fc.string({ unit: 'binary-ascii', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, text, async (target, host) => {
        const answer = await send(`GET /${target.replace(/[\r\n]/g, '')} HTTP/1.1`, [
          `Host: ${host.replace(/[\r\n]/g, '')}`,
        ]);
        expect(answer).to.match(/^HTTP\/1\.1 (200|400|404) /);
      }),
      { numRuns: 150 },
    );
  });
});
