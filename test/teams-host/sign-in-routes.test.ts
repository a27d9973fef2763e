import { expect } from 'chai';
import { oauthHostFixture } from './oauth-host-fixture.ts';

describe('sign-in at the local Teams host', () => {
  const { host, page, open, run, signIn } = oauthHostFixture();

  it('answers 404 for a registration that the app does not use', async () => {
    expect((await page().get('/sign-in/other')).status).to.equal(404);
  });

  it('shows in the pop-up why the sign-in cannot start', async () => {
    await open({ restrictByOrg: 'homeTenant', homeTenantId: '22222222-2222-4222-8222-222222222222' });
    const response = await page().get('/sign-in/garden');
    expect(response.status).to.equal(403);
    expect(await response.text())
      .to.contain('data-ok="false"')
      .and.to.contain('home tenant');
    expect((await page().flow()).hops.at(-1)?.failure?.why).to.contain('home tenant');
  });

  it('shows that access was denied, stores nothing, and succeeds on the next attempt', async () => {
    await run();
    const start = await page().get('/sign-in/garden');
    const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
    const end = await page().get(`/api/platform/v1.0/oAuthRedirect?error=access_denied&state=${state}`);
    const html = await end.text();
    expect(html).to.contain('data-ok="false"').and.to.contain('You did not allow access');
    expect((await run()).type).to.equal('signIn');
    await signIn();
    expect((await run()).type).to.equal('results');
  });

  it('reloads the callback once from its own origin if a cross-site redirect omitted the session cookie', async () => {
    const start = await page().get('/sign-in/garden');
    const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
    const path = `/api/platform/v1.0/oAuthRedirect?code=a-code&state=${state}`;
    const first = await fetch(`${host().url}${path}`, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    const again = /content="0; url=([^"]+)"/.exec(await first.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(await (await page().get(again)).text()).to.contain('data-ok="true"');
    const lost = await (await fetch(`${host().url}${again}`)).text();
    expect(lost).to.contain('no session here').and.not.to.contain('http-equiv');
  });

  it('escapes the error from the authorization server', async () => {
    const path = `/api/platform/v1.0/oAuthRedirect?error=${encodeURIComponent('"><script>1</script>')}&state=x`;
    for (const response of [await page().get(path), await fetch(`${host().url}${path}`)]) {
      expect(await response.text()).not.to.contain('<script>1');
    }
  });

  it('reports the person as signed out after sign-out and after forgetting the consent', async () => {
    const session = async () =>
      ((await (await page().get('/api/session')).json()) as { apps: [{ auth: object }] }).apps[0].auth;
    expect(await session()).to.deep.equal({ kind: 'oauth', registrationName: 'Repairs', signedIn: false });
    await signIn();
    expect(await session()).to.include({ signedIn: true });
    expect((await page().post('/api/sign-out', {})).status).to.equal(204);
    expect(await session()).to.include({ signedIn: false });
    await signIn();
    const response = await page().post('/api/forget-consent', {});
    expect(await response.json())
      .to.have.property('message')
      .that.is.a('string');
    expect(await session()).to.include({ signedIn: false });
  });
});
