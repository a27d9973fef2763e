import { expect } from 'chai';
import {
  aBrowser,
  goOn,
  type HttpBrowser,
  headingOf,
  isSignInPage,
  type Landing,
  signIn,
} from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  exchange,
  type LocalAuthorizationServer,
  refresh,
} from './local-authorization-server.ts';

describe('authorization server: sign-out', () => {
  let server: LocalAuthorizationServer;
  let browser: HttpBrowser;
  before(async () => {
    server = await aLocalAuthorizationServer();
  });
  after(() => server.close());
  beforeEach(() => {
    browser = aBrowser();
  });

  const page = (landing: Landing) => (landing.kind === 'page' ? landing : expect.fail('left the server'));
  const xsrfOf = (text: string) => /name="xsrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const confirm = () => `${server.endpoints.endSession}/confirm`;

  it('asks for confirmation, then ends the session and keeps refresh tokens', async () => {
    const request = anAuthorizationRequest(server);
    const { body } = await exchange(server, await signIn(request.url, { browser }), request.verifier);
    const question = page(await browser.open(server.endpoints.endSession));
    expect(headingOf(question.text)).to.equal('Sign out?');
    expect(question.text).to.include('Karin Blair').and.include('Contoso');
    const answer = page(await browser.post(confirm(), { xsrf: xsrfOf(question.text), logout: 'yes' }));
    expect(headingOf(answer.text)).to.equal('You are signed out');
    expect(isSignInPage(page(await browser.open(anAuthorizationRequest(server).url)).text)).to.equal(true);
    expect((await refresh(server, body.refresh_token)).status).to.equal(200);
  });

  it('keeps the session if the person declines', async () => {
    await signIn(anAuthorizationRequest(server).url, { browser });
    const question = page(await browser.open(server.endpoints.endSession));
    const answer = page(await browser.post(confirm(), { xsrf: xsrfOf(question.text) }));
    expect(headingOf(answer.text)).to.equal('You are still signed in');
    expect((await goOn(browser, anAuthorizationRequest(server).url)).kind).to.equal('left');
  });

  it('requires the XSRF token of the page and the same origin', async () => {
    await signIn(anAuthorizationRequest(server).url, { browser });
    const { text } = page(await browser.open(server.endpoints.endSession));
    expect(page(await browser.post(confirm(), { xsrf: 'guess', logout: 'yes' })).status).to.equal(400);
    const foreign = { Origin: 'https://evil.example' };
    expect(page(await browser.post(confirm(), { xsrf: xsrfOf(text), logout: 'yes' }, foreign)).status).to.equal(403);
    expect((await goOn(browser, anAuthorizationRequest(server).url)).kind).to.equal('left');
  });

  it('shows that nobody is signed in', async () => {
    expect(headingOf(page(await browser.open(server.endpoints.endSession)).text)).to.equal('You are signed out');
  });
});
