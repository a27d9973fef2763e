import { expect } from 'chai';
import { aBrowser, headingOf, isSignInPage, type Landing, signIn } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  type LocalAuthorizationServer,
  redirectUri,
  teams,
} from './local-authorization-server.ts';

describe('authorization server: authorization request', () => {
  let server: LocalAuthorizationServer;
  before(async () => {
    server = await aLocalAuthorizationServer();
  });
  after(() => server.close());

  const open = (overrides: Readonly<Record<string, string | undefined>>) =>
    aBrowser().open(anAuthorizationRequest(server, overrides).url);
  const expectErrorPage = (landing: Landing, heading: string) => {
    if (landing.kind !== 'page') {
      expect.fail(`redirected to ${landing.url.origin}`);
    }
    expect(headingOf(landing.text)).to.equal(heading);
    expect(landing.status).to.equal(400);
    expect(landing.text).to.not.include('node_modules');
  };

  for (const [fault, wrong] of [
    ['a trailing slash', `${redirectUri}/`],
    ['different case', redirectUri.replace('oAuthRedirect', 'oauthRedirect')],
    ['a different port', redirectUri.replace('3979', '3978')],
    ['a different scheme', redirectUri.replace('http:', 'https:')],
    ['a different loopback name', redirectUri.replace('127.0.0.1', 'localhost')],
    ['a query', `${redirectUri}?a=b`],
    ['a fragment', `${redirectUri}#a`],
    ['a missing letter', redirectUri.slice(0, -1)],
    ['a dot segment', redirectUri.replace('/oAuth', '/./oAuth')],
    ['user information', redirectUri.replace('http://', 'http://a@')],
    ['a different host', 'https://evil.example/'],
    ['a javascript scheme', 'javascript:alert(1)'],
    ['no value', undefined],
  ] as const) {
    it(`does not redirect to a redirect URI with ${fault}`, async () => {
      const landing = await open({ redirect_uri: wrong });
      expectErrorPage(landing, wrong === undefined ? 'The request was refused' : 'The redirect URI does not match');
      if (wrong !== undefined) {
        expect(landing).to.have.property('text').that.includes(`<code>${redirectUri}</code>`);
      }
    });
  }

  it('does not redirect for an unknown client, and lists the registered ones', async () => {
    const landing = await open({ client_id: '"><script>alert(1)</script>' });
    expectErrorPage(landing, 'This app is not registered here');
    expect(landing).to.have.property('text').that.includes(teams.clientId).and.not.includes('<script');
  });

  for (const [fault, overrides, error] of [
    ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['with PKCE plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['without a PKCE method', { code_challenge_method: undefined }, 'invalid_request'],
    ['with an invalid challenge', { code_challenge: 'short' }, 'invalid_request'],
    ['for a token', { response_type: 'token' }, 'invalid_request'],
    ['for an ID token', { response_type: 'id_token', nonce: 'n', scope: 'openid' }, 'invalid_request'],
    ['with an unknown resource', { resource: 'api://other' }, 'invalid_target'],
    ['with a resource that is not a URI', { resource: 'repairs' }, 'invalid_target'],
    ['with an unknown scope', { scope: 'repairs_read repairs_read_all' }, 'invalid_scope'],
    ['with a scope in upper case', { scope: 'REPAIRS_READ' }, 'invalid_scope'],
    ['without a scope', { scope: undefined }, 'invalid_scope'],
    ['with no scope of the resource', { scope: 'openid offline_access' }, 'invalid_scope'],
    ['with a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['with prompt=none and no session', { prompt: 'none' }, 'login_required'],
  ] as const) {
    it(`answers ${error} to a request ${fault}`, async () => {
      const { url, state } = anAuthorizationRequest(server, overrides);
      const landing = await aBrowser().open(url);
      if (landing.kind === 'page') {
        expect.fail(headingOf(landing.text));
      }
      expect(landing.url.href.startsWith(redirectUri)).to.equal(true);
      const parameters = new URLSearchParams(landing.url.search || landing.url.hash.slice(1));
      expect(parameters.get('error')).to.equal(error);
      expect(parameters.get('state')).to.equal(state);
      expect(parameters.get('iss')).to.equal(server.issuer);
      expect(parameters.get('code')).to.equal(null);
    });
  }

  it('rejects response_mode=form_post, which would need a script', async () => {
    const landing = await open({ response_mode: 'form_post' });
    expectErrorPage(landing, 'The request was refused');
    expect(landing).to.have.property('text').that.includes('form_post').and.not.includes('<form');
  });

  it('accepts its own resource', async () => {
    const { url } = anAuthorizationRequest(server, { resource: 'api://repairs' });
    expect((await signIn(url)).searchParams.get('code')).to.be.a('string');
  });

  it('preselects the person of a login_hint', async () => {
    const landing = await open({ login_hint: 'Daisy Phillips' });
    expect(landing)
      .to.have.property('text')
      .that.matches(/checked>[^\n]*Daisy Phillips/);
  });

  it('answers 421 to another host name', async () => {
    const response = await fetch(server.issuer.replace('127.0.0.1', 'localhost'));
    expect(response.status).to.equal(421);
    expect(await response.text()).to.include(server.issuer);
  });

  it('answers 404 for an unknown path without reflecting it as HTML', async () => {
    const landing = await aBrowser().open(`${server.issuer}/<b>`);
    expect(landing).to.include({ kind: 'page', status: 404 });
    expect(landing).to.have.property('text').that.not.includes('<b>');
  });

  it('sends pages without scripts that cannot be framed or cached, and that keep window.opener', async () => {
    const landing = await open({});
    if (landing.kind !== 'page') {
      expect.fail('no page');
    }
    expect(isSignInPage(landing.text)).to.equal(true);
    const policy = landing.headers.get('Content-Security-Policy');
    expect(policy)
      .to.include("default-src 'none'")
      .and.include("frame-ancestors 'none'")
      .and.include("form-action 'self' http://127.0.0.1:3979")
      .and.not.include('script-src');
    expect(landing.headers.get('Cross-Origin-Opener-Policy')).to.equal(null);
    expect(landing.headers.get('Cache-Control')).to.equal('no-store');
    expect(landing.headers.get('X-Content-Type-Options')).to.equal('nosniff');
    expect(landing.text)
      .to.not.include('<script')
      .and.not.match(/ on\w+=/)
      .and.not.include('noopener');
    expect(landing.text).to.include('Repairs &lt;for&gt; Teams');
  });

  it('prefixes its cookies so that they do not collide with other servers on this host', async () => {
    const response = await fetch(anAuthorizationRequest(server).url, { redirect: 'manual' });
    const cookies = response.headers.getSetCookie();
    expect(cookies).to.not.deep.equal([]);
    for (const cookie of cookies) {
      expect(cookie).to.match(/^authorization-server\.\w+(\.sig)?=/);
      expect(cookie)
        .to.match(/httponly/i)
        .and.match(/samesite=lax/i);
    }
  });
});
