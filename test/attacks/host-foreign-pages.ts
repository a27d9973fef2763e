/** Links, forms and scripts of other sites against the session of a person in the local Teams host. */
import { expect } from 'chai';
import { type AttackedHost, startAttackedHost } from './attacked-host.ts';

describe('pages of other sites cannot change the local Teams host', () => {
  let host: AttackedHost;

  before(async () => {
    host = await startAttackedHost();
  });
  after(() => host.close());

  const snapshot = async () =>
    JSON.stringify([
      await (await host.page.get('/api/session')).json(),
      await (await host.page.get('/api/conversations')).json(),
    ]);

  const sites = [
    ['cross-site', 'https://evil.example'],
    ['cross-site', 'null'],
    ['same-site', 'http://127.0.0.1:9'],
  ] as const;

  it('by links', async () => {
    const before = await snapshot();
    for (const [site] of sites) {
      for (const path of ['/', '/?again=1', '/api/session', '/api/platform/v1.0/oAuthRedirect?state=x&code=x']) {
        const headers = { Cookie: host.page.cookie, 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'navigate' };
        const response = await fetch(host.url + path, { headers, redirect: 'manual' });
        await response.text();
        expect(response.headers.getSetCookie(), `${site} ${path}`).to.deep.equal([]);
      }
    }
    expect(await snapshot()).to.equal(before);
  });

  it('by forms and scripts', async () => {
    const before = await snapshot();
    for (const [site, origin] of sites) {
      for (const path of ['/api/sign-out', '/api/forget-consent', '/api/session/user', '/api/match']) {
        for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json']) {
          const response = await fetch(host.url + path, {
            method: 'POST',
            headers: { Cookie: host.page.cookie, Origin: origin, 'Sec-Fetch-Site': site, 'Content-Type': type },
            body: JSON.stringify({ userId: '44444444-4444-4444-8444-444444444442', pattern: 'a', value: 'a' }),
          });
          await response.text();
          expect(response.status, `${site} ${path} ${type}`).to.be.within(400, 499);
        }
      }
    }
    expect(await snapshot()).to.equal(before);
  });
});
