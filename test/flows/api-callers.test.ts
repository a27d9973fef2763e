import { expect } from 'chai';
import { ofApplication, reader, settingsOf, writer } from '../support/callers.ts';
import type { TokenOverrides } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

type Kind = keyof typeof settingsOf;

interface Caller {
  readonly kind: Kind;
  readonly token: TokenOverrides | string;
  /** Statuses of an operation that reads and of one that writes, if this kind of caller is permitted. */
  readonly read: number;
  readonly write: number;
  /** What the answer 403 names. */
  readonly missing?: string;
}

const roles = (...names: string[]) => ofApplication({ roles: names });

const callers: Readonly<Record<string, Caller>> = {
  'a person with both scopes': { kind: 'person', token: {}, read: 200, write: 201 },
  'a person with the read scope': {
    kind: 'person',
    token: { claims: { scope: 'repairs_read' } },
    read: 200,
    write: 403,
    missing: 'repairs_write',
  },
  'a person with the write scope': {
    kind: 'person',
    token: { claims: { scope: 'repairs_write' } },
    read: 403,
    write: 201,
    missing: 'repairs_read',
  },
  'a person with a role and without a scope': {
    kind: 'person',
    token: { claims: { scope: undefined, roles: ['Repairs.ReadWrite.All'] } },
    read: 403,
    write: 403,
    missing: 'repairs_',
  },
  'an application that may write': {
    kind: 'application',
    token: roles('Repairs.ReadWrite.All'),
    read: 200,
    write: 201,
  },
  'an application that may read': {
    kind: 'application',
    token: roles('Repairs.Read.All'),
    read: 200,
    write: 403,
    missing: 'Repairs.ReadWrite.All',
  },
  'an application with a scope': {
    kind: 'application',
    token: ofApplication({ scope: 'repairs_read' }),
    read: 200,
    write: 403,
    missing: 'Repairs.ReadWrite.All',
  },
  'an application without a role': {
    kind: 'application',
    token: ofApplication(),
    read: 403,
    write: 403,
    missing: 'Repairs.Read',
  },
  'an application with other roles': {
    kind: 'application',
    token: roles('Repairs.Read', 'repairs.read.all', 'Repairs.Read.All '),
    read: 403,
    write: 403,
    missing: 'Repairs.Read',
  },
  'a service that may write': { kind: 'service', token: `Bearer ${writer}`, read: 200, write: 201 },
  'a service that may read': { kind: 'service', token: `Bearer ${reader}`, read: 200, write: 403, missing: 'write' },
  // A write needs credentials, and the challenge says where to get them.
  'a caller without credentials': { kind: 'anonymous', token: 'none', read: 200, write: 401 },
};

const aRepair = { title: 'Tire service', description: 'Rotate and balance.', assignedTo: 'Karin Blair' };
const unauthorized = 'A valid access token is required: send it in the Authorization header.';

for (const permitted of Object.keys(settingsOf) as Kind[]) {
  describe(`the API with API_CALLERS=${permitted}`, () => {
    let app: TestApp;

    before(async () => {
      app = await startApp({ env: { API_CALLERS: permitted, ...settingsOf[permitted] } });
    });

    after(() => app.close());

    for (const [name, { kind, token, read, write, missing = '' }] of Object.entries(callers)) {
      const expected = kind === permitted ? { read, write } : { read: 401, write: 401 };

      it(`answers ${name} with ${expected.read} to a read and ${expected.write} to a write`, async () => {
        const answers = [
          [expected.read, await app.call('GET', '/api/repairs', { token })],
          [expected.write, await app.call('POST', '/api/repairs', { token, body: aRepair })],
        ] as const;
        for (const [status, answer] of answers) {
          expect(answer.status).to.equal(status);
          const { detail } = answer.body as { detail?: string };
          const challenge = answer.headers.get('WWW-Authenticate');
          if (status === 401) {
            expect(detail).to.equal(unauthorized);
            expect(challenge).to.match(/^Bearer realm="repairs", /);
          } else if (status === 403) {
            expect(detail).to.include(missing);
            expect(challenge).to.include('error="insufficient_scope"');
          }
        }
      });
    }
  });
}

describe('the API without API_CALLERS', () => {
  let app: TestApp;

  before(async () => {
    app = await startApp();
  });

  after(() => app.close());

  for (const [name, { kind, token, read }] of Object.entries(callers)) {
    it(`answers ${name} with ${kind === 'person' ? read : 401}`, async () => {
      expect((await app.call('GET', '/api/repairs', { token })).status).to.equal(kind === 'person' ? read : 401);
    });
  }
});

describe('the API for all kinds of caller', () => {
  let app: TestApp;

  before(async () => {
    const settings = Object.assign({}, ...Object.values(settingsOf));
    app = await startApp({ env: { API_CALLERS: Object.keys(settingsOf).join(), ...settings } });
  });

  after(() => app.close());

  it('shows each caller in Allow what it may do', async () => {
    const created = await app.call('POST', '/api/repairs', { body: aRepair });
    const path = `/api/repairs/${(created.body as { id: string }).id}`;
    for (const [name, { token, read, write }] of Object.entries(callers)) {
      const { status, headers } = await app.call('GET', path, { token });
      expect(status, name).to.equal(read);
      const allow = write === 201 ? 'GET, HEAD, PATCH, DELETE' : 'GET, HEAD';
      expect(headers.get('Allow'), name).to.equal(read === 200 ? allow : null);
    }
  });

  it('shows callers only the data of their tenant', async () => {
    const theirs = { claims: { tid: '22222222-2222-4222-8222-222222222222' } };
    const created = await app.call('POST', '/api/repairs', { token: theirs, body: aRepair });
    const path = `/api/repairs/${(created.body as { id: string }).id}`;
    expect((await app.call('GET', path, { token: theirs })).status).to.equal(200);
    for (const name of ['an application that may read', 'a service that may read', 'a caller without credentials']) {
      expect((await app.call('GET', path, { token: callers[name]?.token ?? 'none' })).status, name).to.equal(404);
    }
  });

  it('keeps the idempotency keys of callers apart, also with equal ids', async () => {
    const clientId = 'service\nimport';
    const same = { headers: { 'Idempotency-Key': 'key-of-many' }, body: aRepair };
    const tokens: readonly (TokenOverrides | string)[] = [
      { claims: { sub: 'import' } },
      ofApplication({ sub: 'import', client_id: 'import', roles: ['Repairs.ReadWrite.All'] }),
      `Bearer ${writer}`,
    ];
    const ids = new Set<string>();
    for (const token of tokens) {
      const { body } = await app.call('POST', '/api/repairs', { ...same, token });
      expect((await app.call('POST', '/api/repairs', { ...same, token })).body).to.deep.equal(body);
      ids.add((body as { id: string }).id);
    }
    expect(ids.size).to.equal(tokens.length);
    // The form in which the key of a service is stored cannot be the id of a person.
    expect((await app.call('GET', '/api/repairs', { token: { claims: { sub: clientId } } })).status).to.equal(401);
  });

  it('logs the writes of applications and services with their id, and not those of persons', async () => {
    const before = app.captured.entries('api: written').length;
    await app.call('POST', '/api/repairs', { body: aRepair });
    await app.call('POST', '/api/repairs', { body: aRepair, token: roles('Repairs.ReadWrite.All') });
    await app.call('POST', '/api/repairs', { body: aRepair, token: `Bearer ${writer}` });
    await app.call('GET', '/api/repairs', { token: `Bearer ${writer}` });
    const written = app.captured.entries('api: written').slice(before);
    expect(written.map(({ caller, callerId }) => [caller, callerId])).to.deep.equal([
      ['application', 'reporting'],
      ['service', 'import'],
    ]);
    expect(app.captured.lines.join()).not.to.include(writer.slice(0, 20));
  });
});
