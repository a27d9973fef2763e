/** What pages of other sites can do to the session of a person by links, embedded requests and forms. */
import { expect } from 'chai';
import { aBotPackage, botAppId } from '../../support/a-bot-package.ts';
import { anAppPackage, gardenAppId, oauthAuthorization } from '../../support/an-app-package.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';
import { anOAuthRegistration } from '../vault/vault-fixture.ts';

const junk = new URLSearchParams({
  again: '1',
  state: 'made-up',
  code: 'made-up',
  signin: 'made-up',
  userId: '44444444-4444-4444-8444-444444444442',
});
const foreign = [
  ['cross-site', 'https://evil.example'],
  ['cross-site', 'null'],
  ['same-site', 'http://127.0.0.1:9'],
] as const;

describe('pages of other sites', () => {
  let host: RunningTeamsHost;
  let page: HostPage;

  before(async () => {
    host = await startTeamsHost({
      appPackage: await anAppPackage({ authorization: oauthAuthorization('garden') }),
      morePackages: [await aBotPackage()],
      registrations: [anOAuthRegistration('http://127.0.0.1:9', { id: 'garden' })],
    });
    page = await host.open();
    await page.post('/api/session/user', { userId: '44444444-4444-4444-8444-444444444442' });
    await page.run('findPlants', { name: 'fern' });
  });
  after(() => host.close());

  const parameters: Readonly<Record<string, string>> = {
    appId: gardenAppId,
    commandId: 'findPlants',
    registrationId: 'garden',
    tenant: 'botframework.com',
  };
  const toUrl = (path: string): string =>
    `${host.url}${path.replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? 'x').replace('*', 'x')}?${junk}`;
  const read = async (path: string): Promise<unknown> => (await page.get(path)).json();
  const snapshot = async () => ({
    session: await read('/api/session'),
    flow: await read('/api/flow'),
    conversations: await read('/api/conversations'),
  });
  const of = (method: string) => host.routes.filter((route) => route.method === method);

  it('can link to nothing that starts a session, switches the person or ends a flow', async () => {
    const before = await snapshot();
    expect(of('GET').length).to.be.greaterThan(20);
    for (const { path } of of('GET')) {
      // A link of another site arrives without the cookie (SameSite=Strict), one of another port with it.
      for (const [site, cookie] of [
        ['cross-site', ''],
        ['same-site', ''],
        ['same-site', page.cookie],
      ] as const) {
        const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'navigate', Cookie: cookie };
        const response = await fetch(toUrl(path), { headers, redirect: 'manual' });
        const html = await response.text().catch(() => '');
        expect(response.headers.getSetCookie(), `${site} ${path}`).to.deep.equal([]);
        const reload = /content="0; url=([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
        if (reload !== undefined) {
          const reloaded = await page.get(reload);
          expect(reloaded.headers.getSetCookie(), `reload of ${path}`).to.deep.equal([]);
          await reloaded.text();
        }
        expect(await snapshot(), `${site} ${path}`).to.deep.equal(before);
      }
    }
  }).timeout(60_000);

  it('cannot change anything by a form or a script', async () => {
    const before = await snapshot();
    const changing = host.routes.filter(({ method }) => method !== 'GET');
    expect(changing.length).to.be.greaterThan(20);
    for (const { method, path } of changing) {
      for (const [site, origin] of foreign) {
        for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
          const headers = { 'Sec-Fetch-Site': site, Origin: origin, 'Content-Type': type, Cookie: page.cookie };
          const body = type === 'application/json' ? JSON.stringify({ appId: botAppId }) : junk.toString();
          const response = await fetch(toUrl(path), { method, headers, body });
          await response.text();
          expect(response.status, `${method} ${path} as ${type} from ${origin}`).to.be.within(400, 499);
          expect(response.headers.getSetCookie()).to.deep.equal([]);
        }
      }
    }
    expect(await snapshot()).to.deep.equal(before);
  }).timeout(60_000);

  it('cannot reach the page that waits for a pop-up with a made-up response', async () => {
    for (const path of ['/api/platform/v1.0/oAuthRedirect', '/token-service/.auth/web/redirect']) {
      const html = await (await page.get(`${path}?${junk}`)).text();
      expect(html, path).to.contain('data-is-foreign').and.to.contain('data-ok="false"');
    }
  });

  it('can link to the page, which reloads itself and finds the session', async () => {
    const first = await fetch(`${host.url}/`, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    const reload = /content="0; url=([^"]+)"/.exec(await first.text())?.[1] ?? '';
    expect(await (await page.get(reload)).text()).to.contain('<title>Page</title>');
  });
});
