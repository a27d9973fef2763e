import { setTimeout as delay, setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { type Handler, json, type Route } from '../../src/foundation/http.ts';
import { type AppServer, createServer, type ServerLimits } from '../../src/server/create-server.ts';
import { jsonBody } from '../../src/server/json-body.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { aGet, openRawConnection, type RawConnection } from '../support/raw-connection.ts';
import { waitUntil } from '../support/wait-until.ts';

/** More than the socket buffers of client and server can hold. */
const large = Buffer.alloc(32 * 1024 * 1024, 'x');

describe('the connections of a server', () => {
  let server: AppServer;
  let port: number;
  let captured: CapturedLog;
  /** Paths in the order in which their handlers started. */
  let started: string[];
  let atOnce: number;
  let mostAtOnce: number;
  let release: () => void;
  let opened: RawConnection[];

  const slowly: Handler = async (request) => {
    started.push(request.path);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await setImmediate();
    atOnce -= 1;
    return json(200, { path: request.path });
  };

  const routes: readonly Route[] = [
    { method: 'GET', path: '/things/:id', handler: slowly },
    { method: 'POST', path: '/things', body: jsonBody(1000), handler: slowly },
    {
      method: 'GET',
      path: '/large',
      handler: async ({ path }) => {
        started.push(path);
        return { status: 200, body: large };
      },
    },
    {
      method: 'GET',
      path: '/held',
      handler: async ({ path }) => {
        started.push(path);
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return json(200, {});
      },
    },
  ];

  async function start(limits: Partial<ServerLimits> = {}): Promise<void> {
    captured = captureLog();
    [started, opened, atOnce, mostAtOnce] = [[], [], 0, 0];
    release = () => {};
    server = createServer({ name: 'test', routes, log: captured.log, now: () => new Date(), limits });
    ({ port } = await server.listen(0, '127.0.0.1'));
  }

  async function open(options?: { allowHalfOpen: boolean }): Promise<RawConnection> {
    const connection = await openRawConnection(port, options);
    opened.push(connection);
    return connection;
  }

  /** Opens connections that have been used once and are kept. */
  async function openKept(count: number): Promise<readonly RawConnection[]> {
    const kept = await Promise.all(Array.from({ length: count }, () => open()));
    for (const connection of kept) {
      connection.send(aGet('/things/first'));
      await connection.responses(1);
    }
    return kept;
  }

  afterEach(async () => {
    release();
    for (const { socket } of opened) {
      socket.destroy();
    }
    await server.close();
  });

  describe('of a client that pipelines', () => {
    it('handle one request after the other and answer all of them in order', async () => {
      await start();
      const connection = await open();
      const paths = Array.from({ length: 32 }, (_, index) => `/things/${index}`);
      connection.send(paths.map(aGet).join(''));
      const text = await connection.responses(paths.length);
      expect(Array.from(text.matchAll(/"path":"([^"]+)"/g), ([, path]) => path)).to.deep.equal(paths);
      expect(mostAtOnce).to.equal(1);
    });

    it('keep only one response that is not read, and are destroyed after the timeout', async () => {
      await start({ readTimeout: 300 });
      const connection = await open();
      connection.socket.pause();
      connection.send(aGet('/large').repeat(20));
      await waitUntil(() => captured.entries('server: response not read').length === 1);
      expect(started).to.deep.equal(['/large']);
      connection.socket.resume();
      await connection.closed;
      expect(connection.received().length).to.be.below(large.length);
    });

    it('are destroyed if there are more requests than the limit, and others are not', async () => {
      await start({ maxPipelined: 5 });
      const other = await open();
      const within = await open();
      within.send(aGet('/held') + aGet('/things/1').repeat(4));
      await waitUntil(() => started.length === 1);
      const beyond = await open();
      beyond.send(aGet('/held') + aGet('/things/2').repeat(5));
      await beyond.closed;
      expect(captured.entries('server: too many pipelined requests')).to.have.lengthOf(1);
      other.send(aGet('/things/3'));
      await other.responses(1);
      expect(started).not.to.include('/things/2');
    });
  });

  it('are not destroyed while a client reads slowly but in time', async () => {
    await start({ readTimeout: 30_000 });
    const connection = await open();
    connection.socket.pause();
    connection.send(aGet('/large') + aGet('/things/1'));
    await waitUntil(() => started.length === 1);
    await delay(50);
    connection.socket.resume();
    await connection.responses(2);
    expect(captured.entries('server: response not read')).to.deep.equal([]);
  });

  it('are destroyed if a client reads a little now and then for longer than the timeout', async () => {
    await start({ readTimeout: 300 });
    const connection = await open();
    const { socket } = connection;
    socket.pause();
    socket.on('data', () => socket.pause());
    connection.send(aGet('/large'));
    const reading = setInterval(() => socket.resume(), 4);
    await waitUntil(
      () => captured.entries('server: response not read').length === 1 || connection.received().length > large.length,
    );
    clearInterval(reading);
    expect(captured.entries('server: response not read')).to.have.lengthOf(1);
  });

  it('are limited in number, which the log says once', async () => {
    await start({ maxConnections: 2 });
    const [first] = [await open(), await open()];
    for (let count = 0; count < 3; count += 1) {
      const refused = await openRawConnection(port);
      await refused.closed;
    }
    expect(captured.entries('server: connection limit reached')).to.have.lengthOf(1);
    first?.send(aGet('/things/1'));
    await first?.responses(1);
    first?.socket.destroy();
    await waitUntil(async () => {
      const another = await open();
      another.send(aGet('/things/2'));
      return Promise.race([another.closed.then(() => false), another.responses(1).then(() => true)]);
    });
  });

  describe('when the server closes', () => {
    const drain = { silenceTimeout: 100, drainTimeout: 50_000 };

    it('answer requests that kept connections send just then, with Connection: close', async () => {
      await start(drain);
      const kept = await openKept(60);
      const closed = server.close();
      for (const connection of kept) {
        connection.send(aGet('/things/last'));
      }
      for (const connection of kept) {
        expect(await connection.closed).to.equal('end');
        expect(connection.received()).to.match(/Connection: close[\s\S]*"path":"\/things\/last"/);
      }
      await closed;
    });

    it('answer requests that arrived while the process was busy, although the time of silence was over', async () => {
      await start(drain);
      const kept = await openKept(30);
      const closed = server.close();
      // The first check for silence.
      await delay(20);
      for (const connection of kept) {
        connection.send(aGet('/things/last'));
      }
      for (const end = performance.now() + 200; performance.now() < end; );
      for (const connection of kept) {
        expect(await connection.closed).to.equal('end');
        expect(connection.received()).to.include('"path":"/things/last"');
      }
      await closed;
    });

    it('answer pipelined requests before they close', async () => {
      await start(drain);
      const connection = await open();
      connection.send(aGet('/held') + aGet('/things/1') + aGet('/things/2'));
      await waitUntil(() => started.length === 1);
      const closed = server.close();
      release();
      await closed;
      expect(await connection.closed).to.equal('end');
      expect(connection.received().match(/HTTP\/1\.1 200/g)).to.have.lengthOf(3);
      expect(connection.received().match(/Connection: close/g)).to.have.lengthOf(1);
    });

    const silent: Readonly<Record<string, string>> = {
      nothing: '',
      'half a request': 'GET /things/1 HTTP/1.1\r\nHost: ',
      'half a body':
        'POST /things HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a"',
    };
    for (const [what, bytes] of Object.entries(silent)) {
      it(`do not wait for the deadline if the client has sent ${what}`, async () => {
        await start(drain);
        const connection = await open();
        connection.send(bytes);
        await openKept(1);
        await server.close();
        await connection.closed;
        expect(started).to.deep.equal(['/things/first']);
      });
    }

    it('do not handle a request that arrives after they were closed', async () => {
      await start(drain);
      const connection = await open({ allowHalfOpen: true });
      connection.socket.once('end', () => connection.send(aGet('/things/late')));
      await server.close();
      expect(started).to.deep.equal([]);
    });

    it('are destroyed at the deadline', async () => {
      await start({ silenceTimeout: 50_000, drainTimeout: 100 });
      const connection = await open();
      connection.send(aGet('/held'));
      await waitUntil(() => started.length === 1);
      await server.close();
      expect(connection.received()).to.equal('');
    });
  });
});
