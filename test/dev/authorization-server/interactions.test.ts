import { expect } from 'chai';
import { demoPassword } from '../../../src/dev/authorization-server/people/people.ts';
import {
  aBrowser,
  goOn,
  type HttpBrowser,
  headingOf,
  isConsentPage,
  isSignInPage,
  type Landing,
  signIn,
  subOf,
} from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  exchange,
  type LocalAuthorizationServer,
  redirectUri,
  teams,
} from './local-authorization-server.ts';

type Page = Extract<Landing, { kind: 'page' }>;

describe('authorization server: sign-in and consent', () => {
  let server: LocalAuthorizationServer;
  let browser: HttpBrowser;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-01-01T12:00:00Z');
    server = await aLocalAuthorizationServer({ now: () => now });
    browser = aBrowser();
  });
  afterEach(() => server.close());

  const page = (landing: Landing): Page => (landing.kind === 'page' ? landing : expect.fail('left the server'));
  const left = (landing: Landing): URL =>
    landing.kind === 'left' ? landing.url : expect.fail(`stopped at ${headingOf(landing.text)}`);
  const credentials = (person = 'Karin Blair', password = demoPassword) => ({
    action: 'sign-in',
    person: subOf(person),
    password,
  });
  const openSignIn = async () => page(await browser.open(anAuthorizationRequest(server).url));
  const openConsent = async (scope = 'repairs_read') => {
    const first = page(await browser.open(anAuthorizationRequest(server, { scope }).url));
    return page(await browser.post(first.url, credentials()));
  };

  describe('sign-in page', () => {
    it('lists people by tenant and shows the password', async () => {
      const { text } = await openSignIn();
      expect(text).to.match(/<legend>Contoso<\/legend>.*Karin Blair.*Daisy Phillips.*Issac Fielder.*<legend>Fabrikam/s);
      expect(text).to.match(/Fabrikam.*Ashley McCarthy/s);
      expect(text).to.include(`<code>${demoPassword}</code>`);
    });

    for (const password of ['wrong', '', 'Repairs', 'repairs ', 'x'.repeat(2000)]) {
      it(`rejects a wrong password of ${password.length} characters and stays on the page`, async () => {
        const first = await openSignIn();
        const second = page(await browser.post(first.url, credentials('Karin Blair', password)));
        expect(second.status).to.equal(401);
        expect(second.text).to.match(/role="alert" id="problem">The password is wrong/);
        expect(second.text).to.match(/aria-describedby="problem hint" aria-invalid="true" autofocus/);
        expect(second.text).to.match(/checked>[^\n]*Karin Blair/);
        expect(isConsentPage(page(await browser.post(second.url, credentials())).text)).to.equal(true);
      });
    }

    for (const person of ['', 'Karin Blair', '__proto__', '99999999-9999-4999-8999-999999999999']) {
      it(`asks to choose a person for “${person}”`, async () => {
        const first = await openSignIn();
        const second = page(await browser.post(first.url, { action: 'sign-in', person, password: demoPassword }));
        expect(second.status).to.equal(400);
        expect(second.text).to.include('Choose a person.');
      });
    }

    it('locks out only this person for 30 seconds after five wrong passwords', async () => {
      const { url } = await openSignIn();
      for (let count = 0; count < 5; count += 1) {
        expect(page(await browser.post(url, credentials('Karin Blair', 'wrong'))).status).to.equal(401);
      }
      const refused = page(await browser.post(url, credentials()));
      expect(refused.status).to.equal(429);
      expect(refused.headers.get('Retry-After')).to.equal('30');
      expect(refused.text).to.include('Try again in 30 seconds.');
      expect(page(await browser.post(url, credentials('Daisy Phillips', 'wrong'))).status).to.equal(401);
      now = new Date(now.getTime() + 30_000);
      expect(isConsentPage(page(await browser.post(url, credentials())).text)).to.equal(true);
    });

    it('returns access_denied to the client when the person cancels', async () => {
      const request = anAuthorizationRequest(server);
      const first = page(await browser.open(request.url));
      const { searchParams, href } = left(await browser.post(first.url, { action: 'cancel' }));
      expect(href.startsWith(`${redirectUri}?`)).to.equal(true);
      expect(searchParams.get('error')).to.equal('access_denied');
      expect(searchParams.get('state')).to.equal(request.state);
    });
  });

  describe('consent page', () => {
    it('shows the client, the person, the tenant and a description of every scope', async () => {
      const { text } = await openConsent('openid repairs_read repairs_write');
      expect(headingOf(text)).to.equal('Allow Repairs &lt;for&gt; Teams?');
      expect(text).to.include('Karin Blair').and.include('Contoso');
      expect(text).to.include('Read repairs').and.include('Create, change and delete repairs');
      expect(text).to.include('Know who you are').and.include('127.0.0.1:3979');
    });

    it('returns access_denied to the client when the person denies, and asks again next time', async () => {
      const request = anAuthorizationRequest(server);
      const denied = await signIn(request.url, { browser, allow: false });
      expect(denied.searchParams.get('error')).to.equal('access_denied');
      expect(denied.searchParams.get('state')).to.equal(request.state);
      expect(denied.searchParams.get('code')).to.equal(null);
      const again = anAuthorizationRequest(server);
      expect(isConsentPage(page(await goOn(browser, again.url)).text)).to.equal(true);
      expect((await exchange(server, await signIn(again.url, { browser }), again.verifier)).status).to.equal(200);
    });

    it('asks only for scopes that are not yet granted', async () => {
      await signIn(anAuthorizationRequest(server).url, { browser });
      expect(left(await goOn(browser, anAuthorizationRequest(server).url)).searchParams.get('code')).to.be.a('string');
      const more = page(
        await goOn(browser, anAuthorizationRequest(server, { scope: 'repairs_read repairs_write' }).url),
      );
      expect(more.text).to.include('Create, change and delete').and.not.include('Read repairs');
    });

    it('asks separately for each client and each person', async () => {
      await signIn(anAuthorizationRequest(server).url, { browser });
      const other = page(await goOn(browser, anAuthorizationRequest(server, { client_id: 'poster' }).url));
      expect(isConsentPage(other.text)).to.equal(true);
      const daisy = aBrowser();
      const first = page(await daisy.open(anAuthorizationRequest(server).url));
      expect(isConsentPage(page(await daisy.post(first.url, credentials('Daisy Phillips'))).text)).to.equal(true);
    });

    it('allows another person to sign in within the same request', async () => {
      const request = anAuthorizationRequest(server);
      const first = page(await browser.open(request.url));
      const consent = page(await browser.post(first.url, credentials()));
      const second = page(await browser.post(consent.url, { action: 'switch' }));
      expect(isSignInPage(second.text)).to.equal(true);
      const asked = page(await browser.post(second.url, credentials('Ashley McCarthy')));
      expect(asked.text).to.include('Ashley McCarthy').and.include('Fabrikam').and.not.include('Karin');
      const redirect = left(await browser.post(asked.url, { action: 'allow' }));
      expect(redirect.searchParams.get('state')).to.equal(request.state);
      expect((await exchange(server, redirect, request.verifier)).status).to.equal(200);
    });

    it('allows another person to sign in for prompt=login', async () => {
      await signIn(anAuthorizationRequest(server).url, { browser });
      const request = anAuthorizationRequest(server, { prompt: 'login' });
      const redirect = await signIn(request.url, { browser, person: 'Daisy Phillips' });
      const { body } = await exchange(server, redirect, request.verifier);
      expect(Buffer.from(body.access_token?.split('.')[1] ?? '', 'base64url').toString()).to.include('Daisy Phillips');
    });
  });

  describe('account page', () => {
    const openAccount = async (overrides: Record<string, string> = {}) => {
      await signIn(anAuthorizationRequest(server).url, { browser });
      return browser.open(anAuthorizationRequest(server, overrides).url);
    };

    it('shows who is signed in, and continues only on confirmation', async () => {
      const { text, url } = page(await openAccount());
      expect(headingOf(text)).to.equal('Pick an account');
      expect(text).to.include('Karin Blair').and.include('Contoso').and.include('Repairs &lt;for&gt; Teams');
      expect(left(await browser.post(url, { action: 'continue' })).searchParams.get('code')).to.be.a('string');
    });

    it('allows another person to sign in within the same request', async () => {
      const { url } = page(await openAccount());
      const second = page(await browser.post(url, { action: 'switch' }));
      expect(isSignInPage(second.text)).to.equal(true);
      const asked = page(await browser.post(second.url, credentials('Ashley McCarthy')));
      expect(asked.text).to.include('Ashley McCarthy').and.not.include('Karin');
    });

    it('returns access_denied to the client when the person cancels', async () => {
      const redirect = left(await browser.post(page(await openAccount()).url, { action: 'cancel' }));
      expect(redirect.searchParams.get('error')).to.equal('access_denied');
    });

    it('does not share its actions with the consent page', async () => {
      const { url } = page(await openAccount({ scope: 'repairs_read repairs_write' }));
      expect(page(await browser.post(url, { action: 'allow' })).status).to.equal(400);
      const consent = page(
        await browser.post(page(await openAccount({ client_id: 'poster' })).url, { action: 'continue' }),
      );
      expect(page(await browser.post(consent.url, { action: 'continue' })).status).to.equal(400);
    });

    it('is skipped for a matching login_hint and for prompt=none', async () => {
      for (const overrides of [{ login_hint: subOf('Karin Blair') }, { prompt: 'none' }]) {
        const redirect = left(await openAccount(overrides));
        expect(redirect.searchParams.get('code'), JSON.stringify(overrides)).to.be.a('string');
      }
      expect(headingOf(page(await openAccount({ login_hint: subOf('Daisy Phillips') })).text)).to.equal(
        'Pick an account',
      );
    });
  });

  describe('forms', () => {
    for (const [what, origin] of [
      ['another origin', 'http://127.0.0.1:3979'],
      ['an opaque origin', 'null'],
    ] as const) {
      it(`are rejected from ${what}`, async () => {
        const first = await openSignIn();
        const refused = page(await browser.post(first.url, credentials(), { Origin: origin }));
        expect(refused.status).to.equal(403);
        expect(isConsentPage(page(await browser.post(first.url, credentials())).text)).to.equal(true);
      });
    }

    it('are rejected without the cookie of their interaction', async () => {
      const first = await openSignIn();
      const refused = page(await aBrowser().post(first.url, credentials()));
      expect(refused.status).to.equal(400);
      expect(headingOf(refused.text)).to.equal('This sign-in has ended');
    });

    it('are rejected with the cookie of another interaction', async () => {
      const [mine, other] = await Promise.all(
        [0, 1].map(() => fetch(anAuthorizationRequest(server).url, { redirect: 'manual' })),
      );
      const cookies = mine?.headers.getSetCookie().map((cookie) => cookie.split(';')[0]) ?? [];
      const refused = await fetch(new URL(other?.headers.get('Location') ?? '', server.issuer), {
        headers: { Cookie: cookies.join('; ') },
      });
      expect(refused.status).to.equal(400);
    });

    it('are rejected after their interaction has ended', async () => {
      const consent = await openConsent();
      left(await browser.post(consent.url, { action: 'allow' }));
      expect(headingOf(page(await browser.post(consent.url, { action: 'allow' })).text)).to.equal(
        'This sign-in has ended',
      );
    });

    it('are rejected with an unknown action', async () => {
      const consent = await openConsent();
      expect(page(await browser.post(consent.url, { action: 'sign-in' })).status).to.equal(400);
      expect(page(await browser.post(consent.url, {})).status).to.equal(400);
    });

    it('are rejected if they are too large or not form-encoded', async () => {
      const first = await openSignIn();
      expect(page(await browser.post(first.url, { action: 'x'.repeat(5000) })).status).to.equal(413);
      const json = { 'Content-Type': 'application/json' };
      expect(page(await browser.post(first.url, credentials(), json)).status).to.equal(415);
    });
  });

  it('escapes the name of the client', async () => {
    const { text } = await openConsent();
    expect(text).to.not.include(teams.name);
  });
});
