import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config/read-config.ts';
import { botEnvironment } from './support/bot-environment.ts';
import { captureLog } from './support/capture-log.ts';
import { takePort } from './support/find-free-port.ts';
import { contoso, entraAudience, fabrikam } from './support/issuer.ts';
import { sendRaw } from './support/raw-request.ts';
import { publicUrl, type StartAppOptions, startApp, type TestApp } from './support/start-app.ts';

describe('the app', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await startApp();
  });

  afterEach(() => app.close());

  const get = (path: string) => fetch(app.url + path);

  it('is healthy and ready', async () => {
    expect((await get('/healthz')).status).to.equal(200);
    const ready = await get('/readyz');
    expect(ready.status).to.equal(200);
    expect(await ready.json()).to.deep.equal({ status: 'ok', storage: 'ok', authorization: 'ok' });
  });

  it('is not ready and answers 503 with Retry-After once its database was emptied', async () => {
    truncateSync(join(app.folder, 'repairs.sqlite'), 0);
    const body = { title: 'Oil', description: 'Change it', assignedTo: 'Karin Blair' };
    const saving = await app.call('POST', '/api/repairs', { body });
    expect(saving.status).to.equal(503);
    expect(saving.headers.get('retry-after')).to.equal('30');
    expect(JSON.stringify(saving.body)).not.to.include('emptied');
    const ready = await get('/readyz');
    expect(ready.status).to.equal(503);
    expect(ready.headers.get('retry-after')).to.equal('5');
    expect(await ready.json()).to.include({ storage: 'unavailable', authorization: 'ok' });
    expect((await app.call('GET', '/api/repairs')).status).to.equal(503);
    expect((await get('/healthz')).status).to.equal(200);
  });

  it('publishes its contract without authorization', async () => {
    const response = await get('/openapi.json');
    const document = (await response.json()) as { openapi: string; servers: unknown; components: unknown };
    expect(response.headers.get('access-control-allow-origin')).to.equal('*');
    expect(document.openapi).to.match(/^3\.0\./);
    expect(document.servers).to.deep.equal([{ url: `${publicUrl}/api` }]);
    expect(JSON.stringify(document.components)).to.include(`${app.issuer.url}/.well-known/openid-configuration`);
  });

  it('publishes its authorization server (RFC 9728)', async () => {
    expect(await (await get('/.well-known/oauth-protected-resource')).json()).to.deep.include({
      resource: publicUrl,
      authorization_servers: [app.issuer.url],
      scopes_supported: ['repairs_read', 'repairs_write'],
    });
  });

  it('serves pictures to any origin, and no other files', async () => {
    const [name] = readdirSync(new URL('../src/web/pictures/', import.meta.url)).filter((file) =>
      file.endsWith('.png'),
    );
    const picture = await get(`/pictures/${name}`);
    expect(picture.status).to.equal(200);
    expect(picture.headers.get('content-type')).to.equal('image/png');
    expect(picture.headers.get('cross-origin-resource-policy')).to.equal('cross-origin');
    expect(picture.headers.get('cache-control')).to.match(/max-age=\d{6,}/);
    expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).to.deep.equal(new TextEncoder().encode('PNG'));
    const others = ['none.png', '..%2F..%2Fapp.ts', '%2e%2e%2fapp.ts', 'a%00.png', 'A.png', '.png', 'a.svg', '%5c.png'];
    for (const other of others) {
      expect((await get(`/pictures/${other}`)).status, other).to.equal(404);
    }
  });

  it('serves every picture of the sample repairs', async () => {
    const { body } = await app.call('GET', '/api/repairs?limit=100');
    for (const { image } of (body as { results: { image?: string }[] }).results) {
      if (image !== undefined) {
        expect((await get(new URL(image).pathname)).status, image).to.equal(200);
      }
    }
  });

  it('sends Strict-Transport-Security for an https origin', async () => {
    expect((await get('/healthz')).headers.get('strict-transport-security')).to.match(/^max-age=\d+/);
  });

  it('answers 400 to requests that restify cannot parse, and keeps running', async () => {
    for (const request of ['GET http://[ HTTP/1.1\r\nHost: a', 'GET / HTTP/1.1\r\nHost: a b']) {
      const answer = await sendRaw({ port: app.port, chunks: [`${request}\r\nConnection: close\r\n\r\n`] });
      expect(answer).to.match(/^HTTP\/1\.1 400 /);
    }
    expect((await get('/healthz')).status).to.equal(200);
  });

  it('keeps answering after callers disconnect', async () => {
    const calls = Array.from({ length: 20 }, async (_, index) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), index);
      const headers = { Authorization: `Bearer ${app.issuer.accessToken()}` };
      await fetch(`${app.url}/api/repairs`, { headers, signal: controller.signal }).catch(() => {});
    });
    await Promise.all(calls);
    expect((await app.call('GET', '/api/repairs')).status).to.equal(200);
    expect(app.captured.entries('request: failed')).to.deep.equal([]);
  });
});

describe('the app for two tenants of Microsoft Entra ID', () => {
  let app: TestApp;
  const toIssuer = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;

  before(async () => {
    app = await startApp({
      env: {
        OAUTH_PROFILE: 'entra-id-v2',
        OAUTH_ISSUER: toIssuer('{tenantid}'),
        OAUTH_AUDIENCE: entraAudience,
        OAUTH_ALLOWED_TENANTS: `${contoso},${fabrikam}`,
      },
    });
  });

  after(() => app.close());

  it('lists only repairs of the tenant in the token', async () => {
    const pages = new Set<string>();
    for (const tid of [contoso, fabrikam]) {
      const token = { profile: 'entra-id-v2', claims: { tid, iss: toIssuer(tid) } } as const;
      const { status, body } = await app.call('GET', '/api/repairs?limit=100', { token });
      expect(status).to.equal(200);
      expect((body as { results: unknown[] }).results).not.to.deep.equal([]);
      pages.add(JSON.stringify(body));
    }
    expect(pages.size).to.equal(2);
  });

  it('rejects tokens of the other profile', async () => {
    const token = { claims: { iss: toIssuer(contoso), aud: entraAudience } };
    expect((await app.call('GET', '/api/repairs', { token })).status).to.equal(401);
  });

  it('publishes the metadata address of Microsoft Entra ID for several tenants', async () => {
    const document = (await (await fetch(`${app.url}/openapi.json`)).json()) as { components: unknown };
    expect(JSON.stringify(document.components)).to.include(
      `"${toIssuer('organizations')}/.well-known/openid-configuration"`,
    );
  });
});

describe('the app without a key set', () => {
  const faults: readonly [string, StartAppOptions][] = [
    ['is unreachable', { env: { OAUTH_JWKS_URI: 'http://127.0.0.1:9/jwks' } }],
    ['answers with an error', { keySet: 'error' }],
    ['answers with malformed data', { keySet: 'garbage' }],
  ];
  for (const [what, options] of faults) {
    it(`answers 503 and is healthy but not ready if the key set endpoint ${what}`, async () => {
      const app = await startApp(options);
      try {
        const { status, headers, body } = await app.call('GET', '/api/repairs');
        expect(status).to.equal(503);
        expect(headers.has('www-authenticate')).to.equal(false);
        expect(headers.get('retry-after')).to.match(/^\d+$/);
        expect(JSON.stringify(body)).not.to.include('127.0.0.1');
        const ready = await fetch(`${app.url}/readyz`);
        expect(ready.status).to.equal(503);
        expect(await ready.json()).to.deep.equal({
          status: 'unavailable',
          storage: 'ok',
          authorization: 'unavailable',
        });
        expect((await fetch(`${app.url}/healthz`)).status).to.equal(200);
      } finally {
        await app.close();
      }
    });
  }
});

describe('the app on a port in use', () => {
  const settings = {
    PUBLIC_URL: publicUrl,
    OAUTH_PROFILE: 'rfc9068',
    OAUTH_ISSUER: 'http://127.0.0.1:9',
    OAUTH_AUDIENCE: 'api://repairs',
    OAUTH_JWKS_URI: 'http://127.0.0.1:9/jwks',
    OAUTH_ALLOWED_TENANTS: contoso,
    ...botEnvironment,
  };

  it('closes its storage and throws the error of Node.js', async () => {
    const running = await startApp();
    const folder = `${running.folder}/second`;
    const taken = await takePort();
    const captured = captureLog();
    try {
      const config = readConfig({ ...settings, DATA_FOLDER: folder, PORT: String(taken.port) });
      const app = await createApp(config, { log: captured.log, now: () => new Date() });
      const fault = await app.listen().catch((cause: unknown) => cause);
      expect(fault).to.have.property('code', 'EADDRINUSE');
      expect(readdirSync(folder), 'SQLite keeps more files while the database is open').to.deep.equal([
        'repairs.sqlite',
      ]);
      await app.close();
      expect(captured.lines).to.deep.equal([]);
    } finally {
      await taken.free();
      await running.close();
    }
  });
});
