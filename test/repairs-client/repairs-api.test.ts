import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import {
  AppError,
  IdempotencyKeyReused,
  InvalidRequest,
  NotFound,
  PreconditionFailed,
} from '../../src/foundation/errors.ts';
import { createRepairsApi, type RepairsApi } from '../../src/repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { faultOf } from './fault-of.ts';

describe('the repairs client with the real API', () => {
  let app: TestApp;
  let api: RepairsApi;
  let repairs: RepairsClient;
  const tire = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };

  const as = (token: string): RepairsClient => api.forToken(token, new AbortController().signal);
  const create = (changes = {}) => repairs.create({ ...tire, ...changes }, randomUUID());

  before(async () => {
    app = await startApp();
    api = createRepairsApi({
      baseUrl: `${app.url}/api`,
      random: Math.random,
      log: app.captured.log,
      limits: { attemptTimeout: 20_000, callTimeout: 50_000 },
    });
  });
  beforeEach(() => {
    repairs = as(app.issuer.accessToken());
  });
  after(async () => {
    await api.close();
    await app.close();
  });

  it('pages through the repairs', async () => {
    const first = await repairs.list({ limit: 3 });
    expect(first.results).to.have.length(3);
    const { nextCursor: cursor = '' } = first;
    const second = await repairs.list({ limit: 3, cursor });
    const ids = [...first.results, ...second.results].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(6);
  });

  it('filters by every query parameter, and encodes special characters', async () => {
    const title = 'Größe & Maß=50%+1 #7';
    const { repair } = await create({ title, status: 'done' });
    const { results } = await repairs.list({ text: 'Größe Maß', assignedTo: 'Karin Blair', status: 'done' });
    expect(results.map(({ id }) => id)).to.deep.equal([repair.id]);
    expect((await repairs.list({ text: 'Größe', status: 'open' })).results).to.deep.equal([]);
    expect((await repairs.list({ text: 'a+b&status=done#x' })).results).to.deep.equal([]);
  });

  it('creates and retrieves a repair', async () => {
    const created = await create();
    expect(created.repair).to.include({ ...tire, status: 'open' });
    expect(created).to.have.all.keys('repair', 'etag');
    expect(await repairs.get(created.repair.id)).to.deep.equal({ ...created, mayChange: true });
  });

  it('reports whether the caller may change a repair', async () => {
    const { repair } = await create();
    const reader = as(app.issuer.accessToken({ claims: { scope: 'repairs_read' } }));
    expect(await reader.get(repair.id)).to.include({ mayChange: false });
    expect(await repairs.get(repair.id)).to.include({ mayChange: true });
  });

  it('creates one repair per idempotency key', async () => {
    const key = randomUUID();
    const made = await Promise.all([1, 2, 3].map(() => repairs.create(tire, key)));
    const again = await repairs.create(tire, key);
    expect(made).to.deep.equal([again, again, again]);
    expect(await faultOf(repairs.create({ ...tire, title: 'Other' }, key))).to.be.instanceOf(IdempotencyKeyReused);
  });

  it('accepts an idempotency key that is not a valid header value', async () => {
    const key = `f:${'ü'.repeat(300)}`;
    const { repair } = await repairs.create(tire, key);
    expect((await repairs.create(tire, key)).repair.id).to.equal(repair.id);
    expect((await repairs.create(tire, `${key}!`)).repair.id).not.to.equal(repair.id);
  });

  it('updates only the given version', async () => {
    const { repair, etag } = await create();
    const changed = await repairs.update(repair.id, etag, { status: 'inProgress' });
    expect(changed.repair).to.deep.equal({ ...repair, status: 'inProgress', version: 2 });
    expect(changed.etag).not.to.equal(etag);
    const fault = await faultOf(repairs.update(repair.id, etag, { status: 'done' }));
    expect(fault).to.be.instanceOf(PreconditionFailed);
    expect(fault.message).to.match(/^This repair was changed by someone else/);
    expect((await repairs.get(repair.id)).repair.status).to.equal('inProgress');
  });

  it('deletes only the given version', async () => {
    const { repair, etag } = await create();
    const { etag: current } = await repairs.update(repair.id, etag, { title: 'Changed' });
    expect(await faultOf(repairs.remove(repair.id, etag))).to.be.instanceOf(PreconditionFailed);
    expect(await repairs.remove(repair.id, current)).to.equal(undefined);
    expect(await faultOf(repairs.get(repair.id))).to.be.instanceOf(NotFound);
  });

  it('names the field that the API rejects', async () => {
    const fault = await faultOf(create({ title: 'x'.repeat(101) }));
    expect(fault).to.be.instanceOf(InvalidRequest);
    expect(fault).to.include({ field: 'title', message: 'title must have 100 characters at most.' });
    expect(await faultOf(create({ date: '2026-02-30' }))).to.include({ field: 'date', status: 400 });
    expect(await faultOf(repairs.list({ cursor: 'no cursor' }))).to.include({ field: 'cursor', status: 400 });
  });

  it('throws SignInNeeded for an expired or malformed token', async () => {
    const old = new Date(Date.now() - 7_200_000);
    for (const token of [
      app.issuer.accessToken({ now: old }),
      'no.access.token',
      '',
      'two words',
      'line\r\nbreak: 1',
    ]) {
      const fault = await faultOf(as(token).list({}));
      expect(fault).to.be.instanceOf(SignInNeeded);
      expect(fault).to.include({ status: 401, code: 'sign_in_needed' });
    }
  });

  it('throws no_access if the token lacks the write scope', async () => {
    const reader = as(app.issuer.accessToken({ claims: { scope: 'repairs_read' } }));
    expect((await reader.list({})).results).not.to.deep.equal([]);
    expect(await faultOf(reader.create(tire, randomUUID()))).to.include({
      status: 403,
      code: 'no_access',
      message: 'You do not have permission to change repairs. Ask your administrator for access.',
    });
  });

  it('throws NotFound for malformed ids, including path segments', async () => {
    const ids = [
      '.',
      '..',
      '',
      '../healthz',
      '..%2f..%2fhealthz',
      '/',
      '\\',
      '?a=b',
      '#',
      'ü',
      '\ud800',
      'x'.repeat(65),
    ];
    for (const id of ids) {
      const fault = await faultOf(repairs.get(id));
      expect(fault, id).to.be.instanceOf(NotFound);
    }
  });

  it('throws InvalidRequest for malformed entity tags, and PreconditionFailed for outdated ones', async () => {
    const { repair } = await create();
    for (const etag of ['', '*', '1', '"1", "2"', '"1"\r\nX: 1', `"${'1'.repeat(300)}"`]) {
      expect(await faultOf(repairs.update(repair.id, etag, { status: 'done' })), etag).to.be.instanceOf(InvalidRequest);
    }
    expect(await faultOf(repairs.update(repair.id, '"other"', { status: 'done' }))).to.be.instanceOf(
      PreconditionFailed,
    );
  });

  it('returns results or throws a 400 AppError for any search text', async () => {
    for (const text of ['', ' ', '\0', '\ud800', 'x'.repeat(5000), '%', '+', '"', "'; drop table repairs; --"]) {
      const answer = await repairs.list({ text }).catch((fault: unknown) => fault);
      expect(answer instanceof AppError ? answer.status : 400, text).to.equal(400);
    }
  });
});
