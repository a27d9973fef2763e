import { request } from 'node:http';
import { expect } from 'chai';
import { anAppPackage, gardenAppId } from '../../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';

const command = `/api/apps/${gardenAppId}/commands/showPlant`;

describe('the guard', () => {
  let api: ScriptedApi;
  let host: RunningTeamsHost;
  let page: HostPage;

  before(async () => {
    api = await startScriptedApi();
    host = await startTeamsHost({ appPackage: await anAppPackage({ server: api.url }) });
    page = await host.open();
  });
  after(async () => {
    await host.close();
    await api.close();
  });

  /** Uses `node:http` because `fetch` cannot set the Host header. */
  const statusWithHost = (path: string, hostHeader: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(host.url);
      request({ host: '127.0.0.1', port, path, headers: { Host: hostHeader, Cookie: page.cookie } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  for (const path of [
    '/',
    '/page.js',
    '/api/session',
    '/api/flow',
    '/api/platform/v1.0/oAuthRedirect?code=a&state=b',
  ]) {
    it(`refuses a foreign Host for ${path.split('?')[0]}`, async () => {
      const { port } = new URL(host.url);
      expect(await statusWithHost(path, `127.0.0.1:${port}`)).to.equal(200);
      expect(await statusWithHost(path, `evil.example:${port}`)).to.equal(403);
      expect(await statusWithHost(path, '127.0.0.1')).to.equal(403);
    });
  }

  for (const [what, headers] of [
    ['another origin', { Origin: 'https://evil.example' }],
    ['an origin on another port', { Origin: 'http://127.0.0.1:9' }],
    ['an opaque origin', { Origin: 'null' }],
    ['an empty origin', { Origin: '' }],
    ['Sec-Fetch-Site: same-site', { 'Sec-Fetch-Site': 'same-site' }],
  ] as const) {
    it(`refuses a POST with ${what}`, async () => {
      for (const path of [command, '/api/session/user', '/api/sign-out', '/api/forget-consent']) {
        const response = await page.post(path, { parameters: { id: '1' } }, headers);
        expect(response.status, path).to.equal(403);
        expect(response.headers.get('Access-Control-Allow-Origin')).to.equal(null);
      }
      expect(api.seen).to.deep.equal([]);
    });
  }

  it('refuses a GET from another site', async () => {
    for (const path of ['/api/session', '/api/flow', '/api/events', '/sign-in/x']) {
      expect((await page.get(path, { 'Sec-Fetch-Site': 'cross-site' })).status, path).to.equal(403);
      expect((await page.get(path, { Origin: 'https://evil.example' })).status, path).to.equal(403);
    }
  });

  it('answers 415 to a body that an HTML form could send', async () => {
    const response = await page.post('/api/sign-out', {}, { 'Content-Type': 'text/plain' });
    expect(response.status).to.equal(415);
  });

  it('refuses requests without a session', async () => {
    const name = page.cookie.split('=')[0];
    for (const cookie of ['', `${name}=x`, `${name}=${'A'.repeat(43)}`]) {
      expect((await page.get('/api/session', { Cookie: cookie })).status).to.equal(401);
      expect((await page.post(command, {}, { Cookie: cookie })).status).to.equal(401);
    }
  });

  it('sets an HttpOnly, SameSite=Strict cookie once', async () => {
    const first = await fetch(`${host.url}/`);
    expect(first.headers.getSetCookie()[0]).to.match(/^teams_host_\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await page.get('/')).headers.getSetCookie()).to.deep.equal([]);
  });

  it('keeps the session if a link on another site opens the page', async () => {
    // The browser omits the cookie here, and a new one would replace it.
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    const first = await fetch(`${host.url}/`, { headers });
    expect(first.headers.getSetCookie()).to.deep.equal([]);
    const next = /url=([^"]+)"/.exec(await first.text())?.[1] ?? '';
    expect(next).to.equal('/?again=1');
    expect((await page.get(next)).headers.getSetCookie()).to.deep.equal([]);
    // The other site may link to that URL as well.
    expect((await fetch(`${host.url}${next}`, { headers })).headers.getSetCookie()).to.deep.equal([]);
  });

  it('forbids inline scripts, framing and other origins, and sends no Cross-Origin-Opener-Policy', async () => {
    const { headers } = await fetch(`${host.url}/`);
    const policy = headers.get('Content-Security-Policy') ?? '';
    expect(policy).to.contain("default-src 'none'");
    expect(policy).to.contain("script-src 'self'");
    expect(policy).to.contain("connect-src 'self'");
    expect(policy).to.contain("frame-ancestors 'none'");
    expect(policy).not.to.contain('unsafe');
    expect(headers.get('Cross-Origin-Opener-Policy')).to.equal(null);
  });

  it('refuses malformed and oversized bodies, and unknown commands and people', async () => {
    for (const body of [
      {},
      [],
      null,
      'text',
      { parameters: null },
      { parameters: { id: 1 } },
      { parameters: { no: 'x' } },
    ]) {
      expect((await page.post(command, body)).status, JSON.stringify(body)).to.equal(400);
    }
    const surrogate = await page.post(command, { parameters: { id: '\ud800' } });
    expect(surrogate.status).to.equal(400);
    expect((await page.post(command, { parameters: { id: 'x'.repeat(5000) } })).status).to.equal(400);
    expect((await page.post(command, { parameters: { id: 'x'.repeat(270_000) } })).status).to.equal(413);
    expect((await page.post(`/api/apps/${gardenAppId}/commands/noCommand`, { parameters: {} })).status).to.equal(404);
    expect((await page.post('/api/session/user', { userId: 'nobody' })).status).to.equal(400);
  });
});
