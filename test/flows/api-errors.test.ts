import { expect } from 'chai';
import { startApp, type TestApp } from '../support/start-app.ts';

interface Problem {
  readonly detail?: string;
}

const valid = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };

/** Words that mean something to programs only. */
const notForPeople = /undefined|null|NaN|Error\b|\bat \w+ \(|sqlite|\{|\}/;

describe('the detail of an error', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(app.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${app.issuer.accessToken()}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, detail: ((await response.json()) as Problem).detail ?? '' };
  }

  const readOnly = () => `Bearer ${app.issuer.accessToken({ claims: { scope: 'repairs_read' } })}`;
  const errors: readonly [number, string, () => ReturnType<typeof request>][] = [
    [400, 'a missing field', () => request('POST', '/api/repairs', { title: 'a' })],
    [400, 'a blank title', () => request('POST', '/api/repairs', { ...valid, title: ' ' })],
    [400, 'a type', () => request('POST', '/api/repairs', { ...valid, title: 1 })],
    [400, 'a length', () => request('POST', '/api/repairs', { ...valid, title: 'x'.repeat(101) })],
    [400, 'a day', () => request('POST', '/api/repairs', { ...valid, date: '2023-02-29' })],
    [400, 'an address', () => request('POST', '/api/repairs', { ...valid, image: 'picture' })],
    [400, 'an insecure address', () => request('POST', '/api/repairs', { ...valid, image: 'http://a.example' })],
    [400, 'a status', () => request('POST', '/api/repairs', { ...valid, status: 'closed' })],
    [400, 'an unknown field', () => request('POST', '/api/repairs', { ...valid, owner: 'me' })],
    [400, 'broken JSON', () => request('POST', '/api/repairs', '{"title":')],
    [400, 'a limit', () => request('GET', '/api/repair-excerpts?limit=26')],
    [400, 'a cursor', () => request('GET', '/api/repair-excerpts?cursor=x')],
    [400, 'an unknown parameter', () => request('GET', '/api/repairs?owner=me')],
    [400, 'a repeated parameter', () => request('GET', '/api/repairs?text=a&text=b')],
    [400, 'an empty change', () => request('PATCH', '/api/repairs/1', { version: 1 })],
    [400, 'two versions', () => request('PATCH', '/api/repairs/1', { title: 'a', version: 2 }, { 'If-Match': '"1"' })],
    [400, 'an If-Match', () => request('PATCH', '/api/repairs/1', { title: 'a' }, { 'If-Match': '*' })],
    [401, 'no token', () => request('GET', '/api/repairs', undefined, { Authorization: '' })],
    [403, 'a missing scope', () => request('POST', '/api/repairs', valid, { Authorization: readOnly() })],
    [404, 'a repair', () => request('GET', '/api/repairs/never-was')],
    [404, 'an address', () => request('GET', '/api/nothing')],
    [405, 'a method', () => request('PUT', '/api/repairs/1', valid)],
    [412, 'a stale version', () => request('PATCH', '/api/repairs/1', { title: 'a', version: 99 })],
    [413, 'a large body', () => request('POST', '/api/repairs', { ...valid, description: 'x'.repeat(70_000) })],
    [415, 'a content type', () => request('POST', '/api/repairs', 'x', { 'Content-Type': 'text/plain' })],
    [428, 'no version', () => request('DELETE', '/api/repairs/1')],
  ];
  for (const [status, what, send] of errors) {
    it(`is a sentence that can be told to a person: ${status}, ${what}`, async () => {
      const answer = await send();
      expect(answer.status).to.equal(status);
      expect(answer.detail)
        .to.match(/^\p{L}.{10,200}\.$/u)
        .and.not.match(notForPeople);
    });
  }

  it('is a sentence that can be told to a person: 422, a reused key', async () => {
    const key = { 'Idempotency-Key': 'one' };
    await request('POST', '/api/repairs', valid, key);
    const { status, detail } = await request('POST', '/api/repairs', { ...valid, title: 'Other' }, key);
    expect(status).to.equal(422);
    expect(detail).to.match(/^\p{L}.{10,200}\.$/u);
  });

  it('names what a person may not do', async () => {
    const { detail } = await request('POST', '/api/repairs', valid, { Authorization: readOnly() });
    expect(detail).to.equal(
      'Changing repairs needs the permission repairs_write, which this sign-in does not include.',
    );
  });
});
