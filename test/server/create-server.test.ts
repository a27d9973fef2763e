import { createServer as createNodeServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { AppError, InvalidRequest } from '../../src/foundation/errors.ts';
import { type HttpRequest, json, type Route } from '../../src/foundation/http.ts';
import { type AppServer, createServer, type ServerLimits } from '../../src/server/create-server.ts';
import { jsonBody } from '../../src/server/json-body.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { sendRaw } from '../support/raw-request.ts';
import { waitUntil } from '../support/wait-until.ts';

describe('createServer', () => {
  let server: AppServer;
  let url: string;
  let port: number;
  let captured: CapturedLog;
  let seen: HttpRequest | undefined;
  /** Resolves when a slow request reaches its handler, which answers after `release`. */
  let handlerReached: PromiseWithResolvers<void>;
  let release: () => void;

  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/things/:id',
      handler: async (request) => {
        seen = request;
        return json(200, { id: request.params.id }, { 'Set-Cookie': ['a=1', 'b=2'] });
      },
    },
    { method: 'DELETE', path: '/things/:id', handler: async () => ({ status: 204 }) },
    {
      method: 'GET',
      path: '/refused',
      handler: async () => {
        throw new InvalidRequest('No.', { field: 'x', detail: 'because', headers: { 'Retry-After': '1' } });
      },
    },
    {
      method: 'GET',
      path: '/bug',
      handler: async () => {
        throw new Error('the database password is hunter2');
      },
    },
    {
      method: 'GET',
      path: '/not-an-error',
      handler: async () => {
        throw null;
      },
    },
    {
      method: 'GET',
      path: '/bad-header-of-an-error',
      handler: async () => {
        throw new InvalidRequest('No.', { headers: { 'X-Good': 'a', 'X-Bad': 'a\r\nb' } });
      },
    },
    { method: 'GET', path: '/bad-header', handler: async () => json(200, {}, { 'X-Good': 'a', 'X-Bad': 'a\r\nb' }) },
    {
      method: 'GET',
      path: '/slow',
      handler: async (request) => {
        seen = request;
        await new Promise<void>((resolve) => {
          release = resolve;
          handlerReached.resolve();
        });
        return json(200, {});
      },
    },
    {
      method: 'POST',
      path: '/guarded',
      body: jsonBody(1000),
      admit: async ({ headers }) => {
        if (headers.authorization !== 'yes') {
          throw new AppError(401, 'no', 'No.');
        }
        return async ({ body }) => json(200, body);
      },
    },
  ];

  beforeEach(async () => {
    captured = captureLog();
    seen = undefined;
    handlerReached = Promise.withResolvers();
    await start();
  });

  async function start(limits: Partial<ServerLimits> = {}): Promise<void> {
    server = createServer({
      name: 'test',
      routes,
      log: captured.log,
      now: () => new Date(),
      headers: { 'X-Ours': 'yes' },
      limits: { silenceTimeout: 20, ...limits },
    });
    ({ url, port } = await server.listen(0, '127.0.0.1'));
  }

  afterEach(() => server.close());

  describe('requests', () => {
    it('reach the handler as parsed values', async () => {
      await fetch(`${url}/things/a%2Fb%20%C3%A9?q=1&q=2&text=x+y`, { headers: { 'X-Custom': 'v' } });
      expect(seen).to.include({ method: 'GET', path: '/things/a%2Fb%20%C3%A9', body: undefined });
      expect(seen?.params).to.deep.equal({ id: 'a/b é' });
      expect([...(seen?.query ?? [])]).to.deep.equal([
        ['q', '1'],
        ['q', '2'],
        ['text', 'x y'],
      ]);
      expect(seen?.headers['x-custom']).to.equal('v');
    });

    it('abort their signal if the client disconnects before the response', async () => {
      const controller = new AbortController();
      const slow = fetch(`${url}/slow`, { signal: controller.signal }).catch((error: Error) => error);
      await handlerReached.promise;
      expect(seen?.signal.aborted).to.equal(false);
      controller.abort();
      await slow;
      await waitUntil(() => seen?.signal.aborted);
      release();
    });

    it('do not abort their signal after the response', async () => {
      await (await fetch(`${url}/things/1`)).text();
      await delay(50);
      expect(seen?.signal.aborted).to.equal(false);
    });

    it('are authorized before the body is read', async () => {
      const post = (authorization: string, body: string) =>
        fetch(`${url}/guarded`, {
          method: 'POST',
          headers: { authorization, 'Content-Type': 'application/json' },
          body,
        });
      expect((await post('no', '{')).status).to.equal(401);
      expect((await post('no', 'x'.repeat(5000))).status).to.equal(401);
      expect((await post('yes', '{')).status).to.equal(400);
      expect((await post('yes', '{}')).status).to.equal(200);
    });

    it('may have a long path parameter', async () => {
      expect((await fetch(`${url}/things/${'x'.repeat(5000)}`)).status).to.equal(200);
    });
  });

  describe('responses', () => {
    it('have a request id and the configured headers, but no Server header', async () => {
      const response = await fetch(`${url}/things/1`);
      const id = response.headers.get('x-request-id');
      expect(id).to.match(/^[0-9a-f-]{36}$/);
      expect(seen?.id).to.equal(id);
      expect(response.headers.get('x-ours')).to.equal('yes');
      expect(response.headers.get('x-content-type-options')).to.equal('nosniff');
      expect(response.headers.has('server')).to.equal(false);
      expect(response.headers.has('cross-origin-opener-policy')).to.equal(false);
      expect(response.headers.getSetCookie()).to.deep.equal(['a=1', 'b=2']);
    });

    it('are problem documents for an AppError, with its headers and without its detail', async () => {
      const response = await fetch(`${url}/refused`);
      expect(response.status).to.equal(400);
      expect(response.headers.get('content-type')).to.equal('application/problem+json');
      expect(response.headers.get('retry-after')).to.equal('1');
      expect(await response.json()).to.deep.equal({
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        code: 'invalid_request',
        detail: 'No.',
        field: 'x',
        requestId: response.headers.get('x-request-id'),
      });
      expect(captured.entries('request: refused')).to.have.lengthOf(1);
    });

    for (const path of ['/bug', '/not-an-error', '/bad-header', '/bad-header-of-an-error']) {
      it(`are a 500 that says nothing about ${path}, with the cause in the log`, async () => {
        const response = await fetch(url + path);
        expect(response.status).to.equal(500);
        const problem = (await response.json()) as Record<string, unknown>;
        expect(problem).to.have.all.keys('type', 'title', 'status', 'code', 'detail', 'requestId');
        expect(problem.detail).to.match(/^Something went wrong here\. Check /);
        expect(response.headers.has('x-good'), 'header of the failed response').to.equal(false);
        expect(captured.entries('request: failed')).to.have.lengthOf(1);
        expect(captured.entries('request: failed')[0]?.requestId).to.equal(problem.requestId);
      });
    }

    it('are 404 for an unknown path, which they do not repeat', async () => {
      const response = await fetch(`${url}/<script>?x=1`);
      expect(response.status).to.equal(404);
      expect(await response.text()).not.to.include('script');
    });

    it('are 405 with Allow for other methods', async () => {
      const response = await fetch(`${url}/things/1`, { method: 'PUT' });
      expect(response.status).to.equal(405);
      expect(response.headers.get('allow')).to.equal('DELETE, GET, HEAD');
      expect(response.headers.get('content-type')).to.equal('application/problem+json');
    });

    it('to OPTIONS list the methods', async () => {
      const response = await fetch(`${url}/things/1`, { method: 'OPTIONS' });
      expect(response.status).to.equal(204);
      expect(response.headers.get('allow')).to.equal('DELETE, GET, HEAD, OPTIONS');
    });

    it('to HEAD are those to GET, without the body', async () => {
      const get = await fetch(`${url}/things/1`);
      const head = await fetch(`${url}/things/1`, { method: 'HEAD' });
      expect(head.status).to.equal(200);
      expect(head.headers.get('content-length')).to.equal(get.headers.get('content-length'));
      expect(await head.text()).to.equal('');
    });

    it('ignore upgrade requests', async () => {
      const answer = await sendRaw({
        port,
        chunks: ['GET /things/1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n'],
      });
      expect(answer).to.match(/^HTTP\/1\.1 200 /);
    });
  });

  describe('the log', () => {
    it('has a line for each request, without query values', async () => {
      await (await fetch(`${url}/things/1?code=secret-value`)).text();
      const entry = await waitUntil(() => captured.entries('request: completed')[0]);
      expect(entry).to.include({ server: 'test', method: 'GET', path: '/things/1', status: 200 });
      expect(captured.lines.join()).not.to.include('secret-value');
    });
  });

  describe('close', () => {
    it('waits for pending responses and refuses new connections', async () => {
      const slow = fetch(`${url}/slow`);
      await handlerReached.promise;
      const closed = server.close();
      const refused = await fetch(`${url}/things/1`).catch((error: Error) => error);
      expect(refused).to.be.instanceOf(Error);
      release();
      const { status, headers } = await slow;
      expect(status).to.equal(200);
      expect(headers.get('connection')).to.equal('close');
      await closed;
    });

    it('closes connections after the drain timeout', async () => {
      await server.close();
      await start({ drainTimeout: 300 });
      const slow = fetch(`${url}/slow`).catch((error: Error) => error);
      await handlerReached.promise;
      await server.close();
      expect(await slow).to.be.instanceOf(Error);
      release();
    });
  });

  it('does not affect other servers of the process', async () => {
    const other = createNodeServer((_request, response) => response.writeHead(204).end());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port: otherPort } = other.address() as { port: number };
    expect((await fetch(`http://127.0.0.1:${otherPort}/`)).status).to.equal(204);
    other.close();
  });

  it('accepts routes while it listens', async () => {
    const late = createServer({ name: 'late', log: captured.log, now: () => new Date() });
    const { url: address } = await late.listen(0, '127.0.0.1');
    try {
      late.serve(routes);
      expect(await (await fetch(`${address}/things/1`)).json()).to.deep.equal({ id: '1' });
    } finally {
      await late.close();
    }
  });

  it('rejects with the error of Node.js if it cannot listen', async () => {
    const second = createServer({ name: 'second', routes: [], log: captured.log, now: () => new Date() });
    const failure = await second.listen(port, '127.0.0.1').catch((error: NodeJS.ErrnoException) => error);
    expect(failure).to.have.property('code', 'EADDRINUSE');
    expect(captured.entries('server: failed')).to.deep.equal([]);
  });
});
