import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { type AppError, Unavailable } from '../../src/errors.ts';
import {
  createRepairsApi,
  type RepairsApi,
  type RepairsApiLimits,
} from '../../src/repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { type Script, type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { faultOf } from './fault-of.ts';

const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJrYXJpbiJ9.c2VjcmV0LXNpZ25hdHVyZQ';
const repair = {
  id: '1',
  title: 'Oil change',
  description: 'Drain the old oil.',
  assignedTo: 'Karin Blair',
  date: '2026-03-01',
  image: 'https://repairs.example.com/pictures/oil-change.png',
  status: 'open',
} as const;
const newRepair = { title: 'Tires', description: '', assignedTo: 'Karin Blair' };
const page = { results: [repair] };
const tagged = { ETag: '"1"' };
const problem = (status: number, members = {}, headers = {}) =>
  sends(
    status,
    { type: 'about:blank', title: 'No', status, ...members },
    { 'Content-Type': 'application/problem+json', ...headers },
  );
const headersOf = (length: number, type = 'application/json') =>
  `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`;
const writes =
  (bytes: string): Script =>
  (response) => {
    response.socket?.write(bytes);
  };
/** Where time is the point; elsewhere a busy machine may take its own. */
const impatient = { attemptTimeout: 60, callTimeout: 180 };
const hangs: Script = () => undefined;
const breaksOff: Script = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  response.write('{"results":[', () => response.destroy());
};

describe('the repairs client at an API that fails', () => {
  let server: ScriptedApi;
  let apis: RepairsApi[];
  let captured: CapturedLog;

  beforeEach(async () => {
    server = await startScriptedApi();
    server.answer(sends(200, page));
    apis = [];
    captured = captureLog();
  });
  afterEach(async () => {
    const noise = captured.lines.join('');
    await server.close();
    await Promise.all(apis.map((api) => api.close()));
    expect(noise).not.to.include(token);
  });

  /** With bounds that let a test be quick. */
  function start(limits: Partial<RepairsApiLimits> = {}, baseUrl = `${server.url}/api`): RepairsApi {
    const api = createRepairsApi({
      baseUrl,
      random: () => 0,
      now: () => new Date('2026-03-01T12:00:00Z'),
      log: captured.log,
      limits: { attemptTimeout: 2000, callTimeout: 5000, retryDelay: [1, 2], ...limits },
    });
    apis.push(api);
    return api;
  }

  const clientOf = (api: RepairsApi, signal = AbortSignal.timeout(4000)) => api.forToken(token, signal);
  const client = (limits?: Partial<RepairsApiLimits>): RepairsClient => clientOf(start(limits));
  const methods = () => server.seen.map(({ method }) => method);

  /** Every call with its method on the wire. */
  const calls: readonly [string, (repairs: RepairsClient) => Promise<unknown>][] = [
    ['GET', (repairs) => repairs.list({})],
    ['GET', (repairs) => repairs.get('1')],
    ['POST', (repairs) => repairs.create(newRepair, 'key')],
    ['PATCH', (repairs) => repairs.update('1', '"1"', { status: 'done' })],
    ['DELETE', (repairs) => repairs.remove('1', '"1"')],
  ];
  const outcomes = async (limits?: Partial<RepairsApiLimits>): Promise<AppError[]> => {
    const repairs = client(limits);
    const faults: AppError[] = [];
    for (const [, call] of calls) {
      faults.push(await faultOf(call(repairs)));
    }
    for (const fault of faults) {
      expect(inspect(fault, { depth: 20, showHidden: true })).not.to.include(token);
    }
    return faults;
  };
  const attemptedTwice = ['GET', 'GET', 'GET', 'GET', 'POST', 'POST', 'PATCH', 'DELETE'];
  const attemptedOnce = calls.map(([method]) => method);

  describe('what was refused', () => {
    const refusals: readonly [number, string, RegExp][] = [
      [401, 'sign_in_needed', /^Your sign-in is no longer valid\. Sign in again\.$/],
      [403, 'no_access', /^You have no access .+\. Ask your administrator for it\.$/],
      [409, 'conflict', /^This repair is being saved already\. Wait a moment/],
      [412, 'precondition_failed', /^Somebody else has changed this repair in the meantime\. Look/],
      [413, 'payload_too_large', /^This is too much text for a repair\. Make it shorter\.$/],
      [422, 'idempotency_key_reused', /^This form was sent before with other values\. Open a new one/],
      [429, 'too_many_requests', /^The repairs service is asked too much at the moment\. Try again in a minute\.$/],
    ];
    for (const [status, code, sentence] of refusals) {
      it(`is said of ${status} in words of our own, and not asked again`, async () => {
        server.answer(problem(status, { detail: '<b>[click](https://evil.example.com)</b>', code: 'evil' }));
        for (const fault of await outcomes()) {
          expect(fault).to.include({ status, code });
          expect(fault.message).to.match(sentence);
        }
        expect(methods()).to.deep.equal(attemptedOnce);
      });
    }

    it('is a repair that is not there, but for a list or a new one, of which there is no such thing', async () => {
      server.answer(problem(404));
      const codes = (await outcomes()).map(({ code }) => code);
      expect(codes).to.deep.equal(['unavailable', 'not_found', 'unavailable', 'not_found', 'not_found']);
    });

    it('is said when the body is no problem at all, cut off or never ends', async () => {
      const bodies: Script[] = [
        sends(401, '<html>', { 'Content-Type': 'text/html' }),
        (response) => response.writeHead(401, { 'Content-Length': 100 }).write('x', () => response.destroy()),
        (response) => response.writeHead(401, { 'Content-Length': 100 }).write('x'),
        sends(401, 'x'.repeat(1_000_000)),
      ];
      for (const body of bodies) {
        server.answer(body);
        expect(await faultOf(client().list({}))).to.include({ code: 'sign_in_needed' });
      }
    });

    const waits: readonly [string, string, string | undefined][] = [
      ['30', 'in 30 seconds', '30'],
      ['0', 'in a second', '1'],
      ['300', 'in 5 minutes', '300'],
      ['999999999', 'in 60 minutes', '3600'],
      ['Sun, 01 Mar 2026 12:00:45 GMT', 'in 45 seconds', '45'],
      ['Sun, 01 Mar 2020 12:00:00 GMT', 'in a second', '1'],
      ['-1', 'in a minute', undefined],
      ['soon <b>', 'in a minute', undefined],
      ['Sun, 99 Foo 2026 12:00:45 GMT', 'in a minute', undefined],
    ];
    for (const [header, words, seconds] of waits) {
      it(`says when to come back for Retry-After: ${header}`, async () => {
        server.answer(problem(429, {}, { 'Retry-After': header }));
        const fault = await faultOf(client().list({}));
        expect(fault.message).to.include(`Try again ${words}.`);
        expect(fault.headers['Retry-After']).to.equal(seconds);
      });
    }

    it('names a field in plain words', async () => {
      const detail = `title must <script>not</script> [hold](https://evil.example.com) **this** ${'x'.repeat(5000)}`;
      server.answer(problem(400, { field: 'title', detail }));
      const fault = await faultOf(client().create(newRepair, 'key'));
      expect(fault).to.include({ status: 400, field: 'title' });
      expect(fault.message).to.match(/^title must script not script hold \(https evil\. example\. com\) this x+$/);
      expect(fault.message).to.have.length.below(201);
    });

    it('names no field that nobody knows, and nothing that is no problem', async () => {
      const bodies = [
        problem(400, { field: '__proto__', detail: 'x' }),
        problem(400, { field: 'If-Match', detail: 'x' }),
        problem(400, { field: 'title' }),
        problem(400, { field: 7, detail: {} }),
        sends(400, 'null', { 'Content-Type': 'application/problem+json' }),
        sends(400, '{', { 'Content-Type': 'application/problem+json' }),
        sends(400, { field: 'title', detail: 'x' }),
      ];
      for (const body of bodies) {
        server.answer(body);
        const fault = await faultOf(client().create(newRepair, 'key'));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.field).to.equal(undefined);
      }
    });

    it('is said of every other status', async () => {
      for (const status of [201, 204, 206, 300, 304, 400, 405, 410, 415, 418, 428, 451, 499]) {
        server.answer((response) => response.writeHead(status).end());
        expect(await faultOf(client().get('1')), String(status)).to.be.instanceOf(Unavailable);
      }
    });
  });

  describe('what the API is at fault for', () => {
    it('is asked once more where that does no harm', async () => {
      for (const script of [problem(500), problem(503), sends(502, '<html>', { 'Content-Type': 'text/html' })]) {
        const before = server.seen.length;
        server.answer(script);
        for (const fault of await outcomes()) {
          expect(fault).to.be.instanceOf(Unavailable);
          expect(fault.message).to.match(
            /^The repairs service has a fault at the moment\. (Try again in a minute|Look)/,
          );
        }
        expect(methods().slice(before)).to.deep.equal(attemptedTwice);
      }
      const keys = server.seen.map(({ headers }) => headers['idempotency-key']).filter(Boolean);
      expect(new Set(keys)).to.deep.equal(new Set(['key']));
    });

    it('is forgotten when the second attempt goes well', async () => {
      const answers = [problem(500), sends(200, page)];
      server.answer((response, request) => answers.shift()?.(response, request));
      expect(await client().list({})).to.deep.equal(page);
      expect(captured.entries('repairs api asked again')).to.have.length(1);
    });

    it('is not asked again before it wants to be', async () => {
      server.answer(problem(503, {}, { 'Retry-After': '20' }));
      expect((await faultOf(client().list({}))).message).to.include('Try again in 20 seconds.');
      expect(methods()).to.deep.equal(['GET']);
    });

    const failing: readonly [string, Script, RegExp, Partial<RepairsApiLimits>?][] = [
      ['no answer', hangs, /^The repairs service takes too long to answer\./, impatient],
      [
        'an answer whose body never ends',
        writes(`${headersOf(100)}{"resu`),
        /^The repairs service takes too long/,
        impatient,
      ],
      ['half an answer', breaksOff, /^The connection to the repairs service broke off\./],
      ['no answer but the end', (response) => response.destroy(), /^The connection to the repairs service broke off\./],
      ['what is not HTTP', writes('SSH-2.0-OpenSSH_9.6\r\n'), /^The connection to the repairs service broke off\./],
      ['headers without end', writes(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`), /broke off\./],
    ];
    for (const [what, script, sentence, limits] of failing) {
      it(`is ${what}`, async () => {
        server.answer(script);
        const faults = await outcomes(limits);
        for (const [index, fault] of faults.entries()) {
          expect(fault).to.be.instanceOf(Unavailable);
          expect(fault.message).to.match(sentence);
          expect(fault.message).to.match(index < 2 ? /Try again in a moment\.$/ : /Look whether your change was saved/);
        }
        expect(methods()).to.deep.equal(attemptedTwice);
      });
    }

    it('is a body that comes in drops', async () => {
      server.answer((response: ServerResponse) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const drops = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drops));
      });
      expect((await faultOf(client(impatient).list({}))).message).to.match(/takes too long/);
    });

    it('is an API that is not there', async () => {
      await server.close();
      for (const fault of await outcomes()) {
        expect(fault.message).to.equal('The repairs service cannot be reached. Try again in a moment.');
      }
    });
  });

  describe('what cannot be read', () => {
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
        server.answer(script);
        const fault = await faultOf(client().list({}));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.message).to.match(/^The repairs service (gave an answer that cannot be read|did not take this)/);
        expect(methods()).to.deep.equal(['GET']);
      });
    }

    it('is too much that comes in pieces', async () => {
      server.answer((response) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const write = (): void => {
          while (!response.destroyed && response.write(' '.repeat(65_536)));
        };
        response.on('drain', write);
        write();
      });
      const fault = await faultOf(client({ attemptTimeout: 5000, callTimeout: 5000 }).list({}));
      expect(fault.message).to.match(/cannot be read/);
    });

    it('is a version without its tag, or another repair', async () => {
      for (const script of [
        sends(200, repair),
        sends(200, repair, { ETag: '1' }),
        sends(200, repair, { ETag: `"${'1'.repeat(200)}"` }),
        sends(200, { ...repair, id: '2' }, tagged),
      ]) {
        server.answer(script);
        expect((await faultOf(client().get('1'))).message).to.match(/cannot be read/);
        expect((await faultOf(client().update('1', '"1"', {}))).message).to.match(/cannot be read\. Look whether/);
      }
    });

    it('leaves out what the contract does not know', async () => {
      const text = JSON.stringify({ ...repair, priority: 7 }).replace('{', '{"__proto__":{"admin":true},');
      server.answer(sends(200, text, tagged));
      const { repair: read } = await client().get('1');
      expect(read).to.deep.equal(repair);
      expect(Object.keys(read)).not.to.include('__proto__');
    });
  });

  it('follows no redirect', async () => {
    const elsewhere = await startScriptedApi();
    for (const status of [301, 302, 303, 307, 308]) {
      server.answer(sends(status, '', { Location: `${elsewhere.url}/api/repairs` }));
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
    expect(server.seen).to.deep.equal([]);
  });

  it('is not shown what is no access token', async () => {
    for (const text of ['', 'two words', 'line\r\nX: 1', 'ü', 'x'.repeat(20_000)]) {
      const fault = await faultOf(start().forToken(text, AbortSignal.timeout(4000)).list({}));
      expect(fault).to.include({ code: 'sign_in_needed' });
    }
    expect(server.seen).to.deep.equal([]);
  });

  it('sends what it is told, encoded, and nothing else', async () => {
    server.answer(sends(200, { ...repair, id: 'a/b?c#d' }, tagged));
    const repairs = client();
    await repairs.get('a/b?c#d');
    server.answer(sends(200, { results: [], nextCursor: 'n' }));
    expect(await repairs.list({ text: 'a b&c', limit: 5 })).to.deep.equal({ results: [], nextCursor: 'n' });
    server.answer((response) => response.writeHead(204).end());
    await repairs.remove('1', 'W/"7"');
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal([
      'GET /api/repairs/a%2Fb%3Fc%23d',
      'GET /api/repairs?text=a+b%26c&limit=5',
      'DELETE /api/repairs/1',
    ]);
    expect(server.seen[2]?.headers).to.deep.include({ 'if-match': 'W/"7"', authorization: `Bearer ${token}` });
  });
});
