import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { createServiceToken } from '../../src/authorization/service-tokens/service-token.ts';
import { nextWriter, ofApplication, oldWriter, reader, settingsOf, writer } from '../support/callers.ts';
import type { TokenOverrides } from '../support/issuer.ts';
import { sendRaw } from '../support/raw-request.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const allowed = { roles: ['Repairs.ReadWrite.All'] };
const hour = 3600;

/** Credentials that are refused with 401, although all kinds of caller are permitted. */
const wrong: Readonly<Record<string, TokenOverrides | string>> = {
  'a service token that was never issued': `Bearer ${createServiceToken(randomBytes)}`,
  'a service token that was replaced': `Bearer ${oldWriter}`,
  'a truncated service token': `Bearer ${writer.slice(0, -1)}`,
  'a service token without its checksum': `Bearer ${writer.slice(0, -9)}`,
  'a service token without its prefix': `Bearer ${writer.slice(4)}`,
  'a doubled service token': `Bearer ${writer}${writer}`,
  'a service token in capital letters': `Bearer ${writer.toUpperCase()}`,
  'the prefix alone': 'Bearer rpr_',
  'a service token as user name and password': `Basic ${Buffer.from(`import:${writer}`).toString('base64')}`,
  'a service token with an unknown scheme': `Token ${writer}`,
  'a service token with the scheme DPoP': `DPoP ${writer}`,
  'an empty Authorization header with a scheme of nobody': 'Nothing here',
  'an opaque token': 'Bearer 2YotnFZFEjr1zCsicMWpAA',
  'an application of another tenant': ofApplication({ ...allowed, tid: '99999999-9999-4999-8999-999999999999' }),
  'an application with a token of another issuer': ofApplication({ ...allowed, iss: 'https://issuer.example.com' }),
  'an application with a token for another API': ofApplication({ ...allowed, aud: 'api://other' }),
  'an application with an expired token': ofApplication({ ...allowed, iat: 1, nbf: 1, exp: hour }),
  'an application with a token without exp': ofApplication({ ...allowed, exp: undefined }),
  'an application with a token bound to a key': ofApplication({ ...allowed, cnf: { jkt: 'x' } }),
  'an application with an ID token': ofApplication({ ...allowed, nonce: 'n' }),
  'an application with the idtyp of a person': ofApplication({ ...allowed, idtyp: 'user' }),
  'an application with roles in a string': ofApplication({ roles: 'Repairs.ReadWrite.All' }),
  'an application with roles of several types': ofApplication({ roles: ['Repairs.ReadWrite.All', 7] }),
  'a person with the idtyp of an application': { claims: { idtyp: 'app' } },
  'a person whose token has the type of an ID token': { header: { typ: 'JWT' } },
};

describe('the API for all kinds of caller', () => {
  let app: TestApp;

  before(async () => {
    const settings = Object.assign({}, ...Object.values(settingsOf));
    app = await startApp({ env: { API_CALLERS: Object.keys(settingsOf).join(), ...settings } });
  });

  after(() => app.close());

  for (const [what, token] of Object.entries(wrong)) {
    it(`refuses ${what} with 401 and the same text`, async () => {
      for (const method of ['GET', 'POST']) {
        const { status, body, headers } = await app.call(method, '/api/repairs', {
          token,
          ...(method === 'POST' ? { body: { title: 'x' } } : {}),
        });
        expect(status).to.equal(401);
        expect(body).to.include({
          detail: 'A valid access token is required: send it in the Authorization header.',
        });
        expect(headers.get('WWW-Authenticate')).to.match(/^Bearer realm="repairs"/);
      }
    });
  }

  it('never treats a request with an Authorization header as anonymous', async () => {
    for (const token of ['', 'Bearer', 'Bearer ', 'x', `Bearer ${oldWriter}`, `Bearer ${reader}, Bearer ${reader}`]) {
      expect((await app.call('GET', '/api/repairs', { token })).status, token).to.be.oneOf([400, 401]);
    }
  });

  it('does not let a foreign host name that resolves to this machine read without credentials', async () => {
    const port = Number(new URL(app.url).port);
    for (const [host, status] of [
      ['evil.example.com', 401],
      ['127.0.0.1.example.com', 401],
      [`localhost:${port}`, 200],
      [`[::1]:${port}`, 200],
    ]) {
      const chunks = [`GET /api/repairs HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`];
      expect(await sendRaw({ port, chunks }), String(host)).to.match(new RegExp(`^HTTP/1.1 ${status} `));
    }
  });

  it('accepts both tokens of a service, so that one can replace the other', async () => {
    for (const token of [writer, nextWriter]) {
      expect((await app.call('GET', '/api/repairs', { token: `Bearer ${token}` })).status).to.equal(200);
    }
  });

  it('writes no part of a refused token to the log', () => {
    const log = app.captured.lines.join();
    for (const token of [writer, oldWriter]) {
      expect(log).not.to.include(token.slice(4, 24));
    }
  });
});
