import { expect } from 'chai';
import sinon from 'sinon';
import { Unavailable } from '../../src/foundation/errors.ts';
import {
  createRepairsApi,
  type RepairsApi,
  type RepairsApiLimits,
} from '../../src/repairs-client/create-repairs-api.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { type Script, type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { waitUntil } from '../support/wait-until.ts';
import { faultOf } from './fault-of.ts';
import { repair } from './scripted-api-in-use.ts';

const empty = sends(200, { results: [] });
const fails = sends(500, {});
const hangs: Script = () => undefined;
const never = new AbortController().signal;

describe('the repairs client under load', () => {
  let server: ScriptedApi;
  let apis: RepairsApi[];
  let captured: CapturedLog;
  let timers: sinon.SinonFakeTimers | undefined;

  beforeEach(async () => {
    server = await startScriptedApi();
    server.answer(empty);
    apis = [];
    captured = captureLog();
  });
  afterEach(async () => {
    timers?.restore();
    await server.close();
    await Promise.all(apis.map((api) => api.close()));
  });

  function start(limits: Partial<RepairsApiLimits> = {}, random = () => 0): RepairsApi {
    const api = createRepairsApi({
      baseUrl: `${server.url}/api`,
      random,
      log: captured.log,
      limits: { attemptTimeout: 10_000, callTimeout: 30_000, retryDelay: [1, 2], ...limits },
    });
    apis.push(api);
    return api;
  }
  const list = (api: RepairsApi, signal = never, token = 'token') => api.forToken(token, signal).list({});
  const times = async (count: number, call: () => Promise<unknown>): Promise<void> => {
    for (let index = 0; index < count; index += 1) {
      await call().catch(() => undefined);
    }
  };
  /** From here on timeouts and pauses end only when the test advances them. HTTP is not affected. */
  const stopTimers = (): sinon.SinonFakeTimers => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    return timers;
  };
  const nextRequest = (count: number) => waitUntil(() => server.seen.length >= count);

  describe('circuit breaker', () => {
    const quick = { breakerSamples: 6, breakerMinimum: 4, breakerOpen: 40 };
    // The breaker reads Date: with a fake clock it stays open until the test advances it, however slow the machine is.
    let clock: sinon.SinonFakeTimers;

    beforeEach(() => {
      clock = sinon.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    });
    afterEach(() => clock.restore());

    const passTime = () => clock.tick(quick.breakerOpen);

    it('opens for all callers when most attempts fail, and closes after a success', async () => {
      const api = start(quick);
      server.answer(fails);
      await times(2, () => list(api));
      expect(server.seen).to.have.length(4);
      clock.tick(quick.breakerOpen - 1);
      for (const token of ['token', 'other']) {
        const fault = await faultOf(list(api, never, token));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.message).to.equal('The repairs service is not working at the moment. Try again in a minute.');
      }
      expect(server.seen).to.have.length(4);
      expect(captured.entries('repairs api: circuit opened')).to.have.length(1);

      passTime();
      server.answer(empty);
      expect(await list(api)).to.deep.equal({ results: [] });
      expect(await list(api)).to.deep.equal({ results: [] });
      expect(captured.entries('repairs api: recovered')).to.have.length(1);
    });

    it('allows one trial attempt after a pause, and opens again if it fails', async () => {
      const api = start(quick);
      server.answer(fails);
      await times(2, () => list(api));
      passTime();
      await Promise.all([1, 2, 3, 4, 5].map(() => list(api).catch(() => undefined)));
      expect(server.seen).to.have.length(5);
      await times(3, () => list(api));
      expect(server.seen).to.have.length(5);
    });

    it('releases waiting calls when the trial attempt succeeds', async () => {
      const api = start(quick);
      server.answer(fails);
      await times(2, () => list(api));
      passTime();
      server.answer(empty);
      expect(await Promise.all([1, 2, 3].map(() => list(api)))).to.have.length(3);
      expect(server.seen).to.have.length(7);
    });

    it('stays open if the caller aborts the trial attempt', async () => {
      const api = start(quick);
      server.answer(fails);
      await times(2, () => list(api));
      passTime();
      server.answer(hangs);
      const controller = new AbortController();
      const fault = faultOf(list(api, controller.signal));
      await nextRequest(5);
      controller.abort();
      await fault;
      expect((await faultOf(list(api))).message).to.match(/not working/);
    });

    it('opens when the API times out or drops connections', async () => {
      for (const script of [hangs, ((response) => response.destroy()) satisfies Script]) {
        const api = start({ ...quick, attemptTimeout: 10 });
        server.answer(script);
        await times(2, () => list(api));
        expect((await faultOf(list(api))).message).to.match(/not working/);
      }
    });

    it('stays closed on client errors and unreadable responses', async () => {
      const api = start(quick);
      for (const status of [400, 401, 403, 404, 409, 412, 422, 429]) {
        server.answer(sends(status, {}));
        await times(6, () => list(api));
      }
      server.answer(sends(200, '<html>', { 'Content-Type': 'text/html' }));
      await times(6, () => list(api));
      server.answer(empty);
      expect(await list(api)).to.deep.equal({ results: [] });
    });

    it('stays closed when callers abort', async () => {
      const api = start(quick);
      server.answer(hangs);
      await times(8, () => list(api, AbortSignal.timeout(2)));
      server.answer(empty);
      expect(await list(api)).to.deep.equal({ results: [] });
    });
  });

  describe('concurrent calls', () => {
    it('are limited in number, as are waiting calls', async () => {
      const api = start({ connections: 2, waiting: 3 });
      server.answer(hangs);
      const controller = new AbortController();
      const busy = [1, 2, 3, 4, 5].map(() => faultOf(list(api, controller.signal)));
      await nextRequest(2);
      const fault = await faultOf(list(api));
      expect(fault).to.be.instanceOf(Unavailable);
      expect(fault.message).to.equal('Too many people are using Repairs at the moment. Try again in a moment.');
      expect(server.seen).to.have.length(2);
      controller.abort();
      await Promise.all(busy);
      server.answer(empty);
      expect(await list(api)).to.deep.equal({ results: [] });
      expect(server.seen).to.have.length(3);
    });

    it('share a limited number of persistent connections', async () => {
      const ports = new Set<number | undefined>();
      server.answer((response, request) => {
        ports.add(response.socket?.remotePort);
        setTimeout(() => empty(response, request), 1);
      });
      const api = start({ connections: 3 });
      await Promise.all(Array.from({ length: 60 }, () => list(api)));
      await times(10, () => list(api));
      expect(ports.size).to.equal(3);
    });

    it('are completed on close, which rejects later ones', async () => {
      const api = start();
      const released = Promise.withResolvers<void>();
      server.answer((response, request) => void released.promise.then(() => empty(response, request)));
      const last = list(api);
      await nextRequest(1);
      const closed = api.close();
      released.resolve();
      expect(await last).to.deep.equal({ results: [] });
      await closed;
      expect(await faultOf(list(api))).to.be.instanceOf(Unavailable);
      apis.pop();
    });
  });

  describe('callers', () => {
    it('that have already aborted cause no request', async () => {
      const fault = await faultOf(list(start(), AbortSignal.abort()));
      expect(fault).to.be.instanceOf(Unavailable);
      expect(server.seen).to.deep.equal([]);
    });

    it('that abort cancel the request without a retry', async () => {
      const ended = new Promise<void>((resolve) => server.answer((response) => response.on('close', resolve)));
      const controller = new AbortController();
      const api = start();
      const fault = faultOf(list(api, controller.signal));
      await nextRequest(1);
      controller.abort(new Error('gone'));
      expect((await fault).message).to.equal(
        'The repairs service is taking too long to respond. Try again in a moment.',
      );
      await ended;
      expect(server.seen).to.have.length(1);
    });

    it('that abort while waiting for a connection are answered immediately', async () => {
      const api = start({ connections: 1 });
      server.answer(hangs);
      const first = new AbortController();
      const busy = faultOf(list(api, first.signal));
      await nextRequest(1);
      expect(await faultOf(list(api, AbortSignal.timeout(5)))).to.be.instanceOf(Unavailable);
      first.abort();
      await busy;
      server.answer(empty);
      await list(api);
      expect(server.seen).to.have.length(2);
    });

    it('that abort before the retry are answered immediately, and prevent it', async () => {
      const clock = stopTimers();
      const controller = new AbortController();
      const failed = Promise.withResolvers<void>();
      server.answer(fails);
      const api = start({ connections: 1, retryDelay: [7000, 7000] }, () => {
        failed.resolve();
        return 0;
      });
      const fault = faultOf(list(api, controller.signal));
      await failed.promise;
      controller.abort();
      await fault;

      await clock.tickAsync(7000);
      server.answer(empty);
      await list(api);
      expect(server.seen).to.have.length(2);
    });

    it('are answered when the call times out, even while waiting for a connection', async () => {
      const clock = stopTimers();
      server.answer(hangs);
      const api = start({ connections: 1, callTimeout: 3000 });
      const faults = [1, 2, 3].map(() => faultOf(list(api)));
      await nextRequest(1);
      await clock.tickAsync(3000);
      const messages = (await Promise.all(faults)).map(({ message }) => message);
      expect(new Set(messages).size).to.equal(1);
    });
  });

  it('spreads retries over time', async () => {
    const clock = stopTimers();
    const retries = () => captured.entries('repairs api: retrying').length;
    server.answer(fails);
    for (const [index, [random, pause]] of [[0, 10] as const, [0.9, 1360] as const].entries()) {
      const failed = Promise.withResolvers<void>();
      const api = start({ retryDelay: [10, 1510] }, () => {
        failed.resolve();
        return random;
      });
      const fault = faultOf(list(api));
      await failed.promise;
      await clock.tickAsync(pause - 1);
      expect(retries()).to.equal(index);
      await clock.tickAsync(1);
      expect(retries()).to.equal(index + 1);
      await fault;
    }
  });

  it('returns each response to its own caller', async () => {
    server.answer((response, { headers, url }) => {
      const name = String(headers.authorization).slice('Bearer '.length);
      const delay = Number(name.split('-')[1]) % 7;
      const id = decodeURIComponent(url.split('/').at(-1) ?? '');
      const answer = { ...repair, id, title: name, assignedTo: name };
      setTimeout(
        () => sends(200, answer, { ETag: `"${name}"` })(response, { method: 'GET', url, headers, body: '' }),
        delay,
      );
    });
    const api = start({ connections: 20, waiting: 1000 });
    await Promise.all(
      Array.from({ length: 1000 }, async (_, index) => {
        const name = `person-${index}`;
        // Some calls abort midway, so that connections are closed and reopened.
        const signal = index % 10 === 0 ? AbortSignal.timeout(index % 50) : never;
        const answer = await api
          .forToken(name, signal)
          .get(`repair-${index}`)
          .catch((fault: unknown) => fault);
        if (answer instanceof Unavailable && signal !== never) {
          return;
        }
        expect(answer).to.have.property('etag', `"${name}"`);
        expect(answer).to.have.nested.property('repair.title', name);
        expect(answer).to.have.nested.property('repair.id', `repair-${index}`);
      }),
    );
  });

  it('does not treat extra data after a response as the next response', async () => {
    const forged = JSON.stringify({ results: [], nextCursor: 'forged' });
    const genuine = JSON.stringify({ results: [] });
    const head = (text: string): string =>
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
    const api = start({ connections: 1 });
    server.answer((response) => response.socket?.write(head(genuine) + head(forged)));
    await list(api);
    server.answer(empty);
    expect(await list(api)).to.deep.equal({ results: [] });
  });
});
