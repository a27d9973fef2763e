import { once } from 'node:events';
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createWatchedApi, type WatchedApi } from '../../../src/dev/watched-api/create-watched-api.ts';
import type { Hop } from '../../../src/teams-host/wire/hop.ts';
import { type CapturedLog, captureLog } from '../../support/capture-log.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { aGet, openRawConnection } from '../../support/raw-connection.ts';
import { sendRaw } from '../../support/raw-request.ts';

type Script = (request: IncomingMessage, response: ServerResponse) => void;

interface SendOptions {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

const part = (value: object | string): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const knownToken = `${part({ alg: 'RS256' })}.${part({ sub: 'karin', scp: 'repairs_read' })}.c2ln`;
const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Script => {
  return (_request, response) => {
    response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
    response.end(JSON.stringify(body));
  };
};

describe('createWatchedApi', () => {
  it('destroys a connection with more pipelined requests than the limit, and answers others', async () => {
    script = (_request, response) => void response.writeHead(200);
    const connection = await openRawConnection(Number(new URL(url).port));
    connection.send(aGet('/api/repairs').repeat(33));
    await connection.closed;
    script = json(200, {});
    expect((await send()).status).to.equal(200);
  });

  let app: ReturnType<typeof createServer>;
  let appUrl: string;
  let script: Script;
  let watched: WatchedApi;
  let url: string;
  let hops: Hop[];
  let recordHop: (hop: Hop) => void;
  let log: CapturedLog;

  beforeEach(async () => {
    script = json(200, {});
    app = createServer((request, response) => script(request, response)).listen(0, '127.0.0.1');
    await once(app, 'listening');
    appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
    await watch(appUrl);
  });
  afterEach(async () => {
    await watched.close();
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });

  async function watch(origin: string): Promise<void> {
    await watched?.close();
    hops = [];
    recordHop = (hop) => hops.push(hop);
    log = captureLog();
    watched = createWatchedApi({
      origin,
      flowOf: (token) => (token === knownToken ? { add: (hop) => recordHop(hop) } : undefined),
      now: () => new Date(),
      log: log.log,
    });
    ({ url } = await watched.listen());
  }

  const send = async ({ path = '/api/repairs', method = 'GET', headers = {}, body }: SendOptions = {}) => {
    const request = openRequest(url + path, {
      method,
      headers: { Authorization: `Bearer ${knownToken}`, ...headers },
      agent: false,
    });
    request.end(body);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode,
      headers: response.headers,
      text: await text(response),
      hopCount: hops.length,
    };
  };

  /** Sends a request and returns what the app received. */
  const receivedFrom = async (options: SendOptions) => {
    const received = new Promise<{ request: IncomingMessage; body: string }>((resolve) => {
      script = async (request, response) => {
        const body = await text(request);
        response.end();
        resolve({ request, body });
      };
    });
    await send(options);
    return received;
  };

  it('forwards requests unchanged, with the Host of the app', async () => {
    const path = '/api/repairs/a%2Fb?text=oil%20change&cursor=x+y&text=';
    const headers = {
      'If-Match': '"3"',
      'Idempotency-Key': 'k-1',
      'Content-Type': 'application/json',
      'X-Twice': ['one', 'two'],
      Host: 'other.example',
    };
    const { request, body } = await receivedFrom({ path, method: 'PATCH', headers, body: '{"title":"Öl"}' });
    expect([request.method, request.url, body]).to.deep.equal(['PATCH', path, '{"title":"Öl"}']);
    expect(request.headers).to.include({
      host: new URL(appUrl).host,
      'if-match': '"3"',
      'idempotency-key': 'k-1',
      'content-type': 'application/json',
      authorization: `Bearer ${knownToken}`,
    });
    expect(request.rawHeaders.filter((_name, at) => request.rawHeaders[at - 1] === 'X-Twice')).to.deep.equal([
      'one',
      'two',
    ]);
  });

  it('adds no headers and drops hop-by-hop headers', async () => {
    const headers = {
      Connection: 'X-Own',
      'X-Own': 'x',
      TE: 'trailers',
      Expect: '100-continue',
      'Keep-Alive': 'timeout=1',
    };
    const { request } = await receivedFrom({ headers });
    expect(Object.keys(request.headers).sort()).to.deep.equal(['authorization', 'connection', 'host']);
    expect(request.headers.connection).to.equal('keep-alive');
  });

  it('forwards responses unchanged, without hop-by-hop headers', async () => {
    const headers = { ETag: '"4"', Allow: 'GET, PATCH', 'Retry-After': '3', 'X-Request-Id': 'r', Date: 'then' };
    script = (_request, response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']);
      response.setHeader('Keep-Alive', 'timeout=77');
      response.writeHead(201, { ...headers, 'Content-Type': 'application/json' }).end('{"id":"7"}');
    };
    const answer = await send();
    expect(answer).to.include({ status: 201, text: '{"id":"7"}' });
    expect(answer.headers).to.deep.include({
      etag: '"4"',
      allow: 'GET, PATCH',
      'retry-after': '3',
      'x-request-id': 'r',
      date: 'then',
      'content-type': 'application/json',
      'set-cookie': ['a=1', 'b=2'],
    });
    expect(answer.headers['keep-alive']).not.to.equal('timeout=77');
  });

  for (const status of [204, 304, 412, 415]) {
    it(`forwards a ${status}`, async () => {
      const body = status > 400 ? '{"title":"no"}' : '';
      script = (_request, response) => response.writeHead(status, { ETag: '"5"' }).end(body);
      const answer = await send();
      expect(answer).to.include({ status, text: body });
      expect(answer.headers.etag).to.equal('"5"');
    });
  }

  it('forwards responses to HEAD with their Content-Length', async () => {
    script = (_request, response) => response.writeHead(200, { 'Content-Length': '77' }).end();
    const answer = await send({ method: 'HEAD' });
    expect(answer).to.include({ status: 200, text: '' });
    expect(answer.headers['content-length']).to.equal('77');
  });

  it('forwards large bodies in both directions', async () => {
    const large = 'ü'.repeat(4 * 1024 * 1024);
    script = (request, response) => request.pipe(response.writeHead(500));
    for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) {
      expect((await send({ method: 'POST', headers, body: large })).text).to.equal(large);
    }
  });

  it('forwards a response sent before the request body was read, and serves the next request', async () => {
    script = (_request, response) => response.writeHead(413).end('too much');
    const head = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n`;
    const next = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
    const chunks = [head, 'x'.repeat(1_000_000), 'x'.repeat(1_000_000), next];
    const answer = await sendRaw({ port: Number(new URL(url).port), chunks, pause: 20 });
    expect(answer.match(/HTTP\/1\.1 413 /g)).to.have.length(2);
  });

  it('records a call before the caller has the whole response', async () => {
    const large = 'x'.repeat(1_000_000);
    script = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000000' });
      setTimeout(() => response.end(large), 30);
    };
    const answer = await send({ path: '/api/repairs?text=oil%20change&secret=s3' });
    expect(answer).to.include({ text: large, hopCount: 1 });
    const [{ ms, ...hop } = expect.fail('no hop')] = hops;
    expect(ms).to.be.greaterThan(10);
    expect(hop).to.deep.equal({
      from: 'App',
      to: 'API',
      request: `GET ${appUrl}/api/repairs?text=oil%20change&secret=[redacted]`,
      status: 200,
      note: 'The bot calls the API with the token of the person.',
      claims: { sub: 'karin', scp: 'repairs_read' },
    });
  });

  it('does not record calls whose token is missing or belongs to no flow', async () => {
    for (const authorization of ['Bearer another', `Basic ${knownToken}`, '']) {
      expect((await send({ headers: { Authorization: authorization } })).status).to.equal(200);
    }
    expect(hops).to.deep.equal([]);
  });

  it('records why the API rejects a request, and the remedy', async () => {
    const challenge = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
    const cases: readonly [number, Readonly<Record<string, string>>, RegExp, RegExp][] = [
      [
        401,
        challenge,
        /^The app answered 401 \(invalid_token\)\. Its message: “Not so\.”$/,
        /^Compare issuer, audience/,
      ],
      [403, {}, /^The app answered 403\. Its message: “Not so\.”$/, /^Compare the scopes/],
      [400, {}, /^The app answered 400\. Its message: “Not so\.”$/, /^Compare the request/],
      [429, {}, /^The app answered 429\./, /^Wait/],
      [503, {}, /^The app answered 503\. Its message: “Not so\.”$/, /^See the log of the app/],
    ];
    for (const [status, headers, why, remedy] of cases) {
      script = json(status, { detail: 'Not so.' }, headers);
      expect((await send()).text).to.equal('{"detail":"Not so."}');
      const hop = hops.at(-1);
      expect(hop?.status).to.equal(status);
      expect(hop?.failure?.why).to.match(why);
      expect(hop?.failure?.remedy).to.match(remedy);
    }
  });

  it('does not record expected statuses as failures', async () => {
    for (const status of [304, 404, 409, 412, 422]) {
      script = (_request, response) => response.writeHead(status).end();
      await send();
      expect(hops.at(-1)).to.include({ status }).and.not.have.property('failure');
    }
  });

  it('redacts the token wherever it occurs', async () => {
    for (const status of [200, 401, 500]) {
      script = json(status, { detail: `No ${knownToken}` }, { 'WWW-Authenticate': `Bearer error="${knownToken}"` });
      await send({ path: `/api/repairs/${knownToken}?text=${knownToken}` });
    }
    expect(hops).to.have.length(3);
    expect(JSON.stringify(hops) + log.lines.join('')).not.to.match(/eyJ|c2ln/);
  });

  it('answers 502 if the app cannot be reached', async () => {
    await watch(`http://127.0.0.1:${await findFreePort()}`);
    const answer = await send();
    expect(answer).to.include({ status: 502, hopCount: 1 });
    expect(answer.headers['content-type']).to.equal('application/problem+json');
    expect(JSON.parse(answer.text)).to.include({ status: 502, code: 'app_unreachable' });
    expect(hops[0]?.failure?.why).to.match(/^The connection to http:\/\/127\.0\.0\.1:\d+ failed \(ECONNREFUSED\)\.$/);
    expect(log.lines.join('')).to.contain('ECONNREFUSED').and.not.contain('eyJ');
  });

  it('aborts the response if the app does, and records the interruption', async () => {
    script = (_request, response) => {
      response.writeHead(200, { 'Content-Length': '9' }).write('abc');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await send().catch(({ code }) => code)).to.equal('ECONNRESET');
    expect(hops).to.have.length(1);
    expect(hops[0]?.failure?.why).to.match(/was interrupted/);
  });

  it('aborts the call if the bot disconnects, and records it', async () => {
    for (const isBegun of [false, true]) {
      const left = new AbortController();
      const gone = new Promise<void>((resolve) => {
        script = (_request, response) => {
          response.once('close', resolve);
          if (isBegun) {
            response.write('abc');
            response.write('def');
          } else {
            left.abort();
          }
        };
      });
      const call = fetch(`${url}/`, { headers: { Authorization: `Bearer ${knownToken}` }, signal: left.signal });
      await call
        .then((answer) => {
          left.abort();
          return answer.text();
        })
        .catch(() => undefined);
      await gone;
    }
    expect(hops.map(({ failure }) => failure?.why)).to.deep.equal(
      Array.from({ length: 2 }, () => 'The bot stopped waiting for the response.'),
    );
  });

  it('aborts pending calls on close', async () => {
    const gone = new Promise<void>((resolve) => {
      script = (request, response) => {
        response.once('close', resolve);
        request.resume();
        void watched.close();
      };
    });
    expect(await send({ method: 'POST', body: 'x' }).catch(({ code }) => code)).to.equal('ECONNRESET');
    await gone;
    await watched.close();
    expect(await send().catch(({ code }) => code)).to.equal('ECONNREFUSED');
  });

  it('records a call once, even if the connection closes during recording', async () => {
    recordHop = (hop) => {
      hops.push(hop);
      void watched.close();
    };
    expect(await send().catch(({ code }) => code)).to.equal('ECONNRESET');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(hops.map(({ status }) => status)).to.deep.equal([200]);
  });

  it('closes without having listened', async () => {
    await createWatchedApi({ origin: appUrl, flowOf: () => undefined, now: () => new Date(), log: log.log }).close();
  });

  it('sends requests to the app only', async () => {
    const received: (string | undefined)[] = [];
    script = (request, response) => {
      received.push(request.url);
      response.end();
    };
    const get = (target: string): Promise<string> =>
      sendRaw({
        port: Number(new URL(url).port),
        chunks: [
          `GET ${target} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${knownToken}\r\nConnection: close\r\n\r\n`,
        ],
      });
    expect(await get('http://other.example/x')).to.match(/^HTTP\/1\.1 400 /);
    expect(await get('//other.example/x')).to.match(/^HTTP\/1\.1 200 /);
    expect(received).to.deep.equal(['//other.example/x']);
    expect(hops.map(({ request }) => request)).to.deep.equal([`GET ${appUrl}//other.example/x`]);
  });
});
