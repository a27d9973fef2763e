import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { expect } from 'chai';
import { type AppError, Unavailable } from '../../src/foundation/errors.ts';
import type { RepairsApiLimits } from '../../src/repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { type Script, sends } from '../support/scripted-api.ts';
import { faultOf } from './fault-of.ts';
import { newRepair, page, scriptedApi, token } from './scripted-api-in-use.ts';

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
/** For tests of timeouts; the others use long ones, which a busy machine cannot exceed. */
const shortTimeouts = { attemptTimeout: 1000, callTimeout: 50_000 };
const hangs: Script = () => undefined;
const disconnects: Script = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
  response.write('{"results":[', () => response.destroy());
};

describe('the repairs client with a failing API', () => {
  const { server, captured, client, methods } = scriptedApi();

  beforeEach(() => server().answer(sends(200, page)));

  /** Every call with its HTTP method. */
  const calls: readonly [string, (repairs: RepairsClient) => Promise<unknown>][] = [
    ['GET', (repairs) => repairs.list({})],
    ['GET', (repairs) => repairs.get('1')],
    ['POST', (repairs) => repairs.create(newRepair, 'key')],
    ['PATCH', (repairs) => repairs.update('1', '"1"', { status: 'done' })],
    ['DELETE', (repairs) => repairs.remove('1', '"1"')],
  ];
  const outcomes = async (limits?: Partial<RepairsApiLimits>): Promise<AppError[]> => {
    const repairs = client(limits);
    const faults = await Promise.all(calls.map(([, call]) => faultOf(call(repairs))));
    for (const fault of faults) {
      expect(inspect(fault, { depth: 20, showHidden: true })).not.to.include(token);
    }
    return faults;
  };
  const attemptedTwice = ['GET', 'GET', 'GET', 'GET', 'POST', 'POST', 'PATCH', 'DELETE'];
  const attemptedOnce = calls.map(([method]) => method);

  describe('error responses', () => {
    const refusals: readonly [number, string, RegExp][] = [
      [401, 'sign_in_needed', /^Your sign-in is no longer valid\. Sign in again\.$/],
      [403, 'no_access', /^You do not have (access|permission) .+\. Ask your administrator for access\.$/],
      [409, 'conflict', /^This repair is already being saved\. Wait a moment/],
      [412, 'precondition_failed', /^This repair was changed by someone else in the meantime\. Check/],
      [413, 'payload_too_large', /^This text is too long for a repair\. Shorten it\.$/],
      [422, 'idempotency_key_reused', /^This form was already sent with other values\. Open a new form/],
      [429, 'too_many_requests', /^The repairs service is receiving too many requests\. Try again in a minute\.$/],
    ];
    for (const [status, code, sentence] of refusals) {
      it(`map ${status} to an error with a fixed message, without a retry`, async () => {
        server().answer(problem(status, { detail: '<b>[click](https://evil.example.com)</b>', code: 'evil' }));
        for (const fault of await outcomes()) {
          expect(fault).to.include({ status, code });
          expect(fault.message).to.match(sentence);
        }
        expect(methods()).to.have.members(attemptedOnce);
      });
    }

    it('map 404 to not_found for a single repair, and to unavailable for a list or a new repair', async () => {
      server().answer(problem(404));
      const codes = (await outcomes()).map(({ code }) => code);
      expect(codes).to.deep.equal(['unavailable', 'not_found', 'unavailable', 'not_found', 'not_found']);
    });

    it('are mapped by status even if the body is not a problem document, is cut off or never ends', async () => {
      const bodies: Script[] = [
        sends(401, '<html>', { 'Content-Type': 'text/html' }),
        (response) => response.writeHead(401, { 'Content-Length': 100 }).write('x', () => response.destroy()),
        (response) => response.writeHead(401, { 'Content-Length': 100 }).write('x'),
        sends(401, 'x'.repeat(1_000_000)),
      ];
      for (const body of bodies) {
        server().answer(body);
        expect(await faultOf(client(shortTimeouts).list({}))).to.include({ code: 'sign_in_needed' });
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
      it(`give the time to wait for Retry-After: ${header}`, async () => {
        server().answer(problem(429, {}, { 'Retry-After': header }));
        const fault = await faultOf(client().list({}));
        expect(fault.message).to.include(`Try again ${words}.`);
        expect(fault.headers['Retry-After']).to.equal(seconds);
      });
    }

    it('name the invalid field, with the detail as plain text', async () => {
      const detail = `title must <script>not</script> [hold](https://evil.example.com) **this** ${'x'.repeat(5000)}`;
      server().answer(problem(400, { field: 'title', detail }));
      const fault = await faultOf(client().create(newRepair, 'key'));
      expect(fault).to.include({ status: 400, field: 'title' });
      expect(fault.message).to.match(/^title must script not script hold \(https evil\. example\. com\) this x+$/);
      expect(fault.message).to.have.length.below(201);
    });

    it('map unknown fields and malformed problem documents to Unavailable', async () => {
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
        server().answer(body);
        const fault = await faultOf(client().create(newRepair, 'key'));
        expect(fault).to.be.instanceOf(Unavailable);
        expect(fault.field).to.equal(undefined);
      }
    });

    it('map every other status to Unavailable', async () => {
      for (const status of [201, 204, 206, 300, 304, 400, 405, 410, 415, 418, 428, 451, 499]) {
        server().answer((response) => response.writeHead(status).end());
        expect(await faultOf(client().get('1')), String(status)).to.be.instanceOf(Unavailable);
      }
    });
  });

  describe('API failures', () => {
    it('are retried once for GET, and for POST with the same idempotency key', async () => {
      for (const script of [problem(500), problem(503), sends(502, '<html>', { 'Content-Type': 'text/html' })]) {
        const before = server().seen.length;
        server().answer(script);
        for (const fault of await outcomes()) {
          expect(fault).to.be.instanceOf(Unavailable);
          expect(fault.message).to.match(
            /^The repairs service has a problem at the moment\. (Try again in a minute|Check)/,
          );
        }
        expect(methods().slice(before)).to.have.members(attemptedTwice);
      }
      const keys = server()
        .seen.map(({ headers }) => headers['idempotency-key'])
        .filter(Boolean);
      expect(new Set(keys)).to.deep.equal(new Set(['key']));
    });

    it('are logged but not thrown if the retry succeeds', async () => {
      const answers = [problem(500), sends(200, page)];
      server().answer((response, request) => answers.shift()?.(response, request));
      expect(await client().list({})).to.deep.equal(page);
      expect(captured().entries('repairs api: retrying')).to.have.length(1);
    });

    it('are not retried if the API sends Retry-After: 20', async () => {
      server().answer(problem(503, {}, { 'Retry-After': '20' }));
      expect((await faultOf(client().list({}))).message).to.include('Try again in 20 seconds.');
      expect(methods()).to.deep.equal(['GET']);
    });

    const failing: readonly [string, Script, RegExp, Partial<RepairsApiLimits>?][] = [
      ['a missing response', hangs, /^The repairs service is taking too long to respond\./, shortTimeouts],
      [
        'a body that never ends',
        writes(`${headersOf(100)}{"resu`),
        /^The repairs service is taking too long/,
        shortTimeouts,
      ],
      ['a truncated body', disconnects, /^The connection to the repairs service was interrupted\./],
      [
        'a closed connection',
        (response) => response.destroy(),
        /^The connection to the repairs service was interrupted\./,
      ],
      [
        'a response that is not HTTP',
        writes('SSH-2.0-OpenSSH_9.6\r\n'),
        /^The connection to the repairs service was interrupted\./,
      ],
      ['endless headers', writes(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`), /was interrupted\./],
    ];
    for (const [what, script, sentence, limits] of failing) {
      it(`include ${what}`, async () => {
        server().answer(script);
        const faults = await outcomes(limits);
        for (const [index, fault] of faults.entries()) {
          expect(fault).to.be.instanceOf(Unavailable);
          expect(fault.message).to.match(sentence);
          expect(fault.message).to.match(
            index < 2 ? /Try again in a moment\.$/ : /Check whether your change was saved/,
          );
        }
        expect(methods()).to.have.members(attemptedTwice);
      });
    }

    it('include a body that arrives too slowly', async () => {
      server().answer((response: ServerResponse) => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        const trickle = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(trickle));
      });
      expect((await faultOf(client(shortTimeouts).list({}))).message).to.match(/is taking too long/);
    });

    it('include an unreachable API', async () => {
      await server().close();
      for (const fault of await outcomes()) {
        expect(fault.message).to.equal('The repairs service cannot be reached. Try again in a moment.');
      }
    });
  });
});
