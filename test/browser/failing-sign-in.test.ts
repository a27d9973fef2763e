import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { bundlePage } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { anAppPackage, oauthAuthorization } from '../support/an-app-package.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { blockNextPopup, expectClosed, openSignInPopup } from '../support/sign-in-popup.ts';
import { type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { type ContextWatch, expectSoon, surfacesOver, takeScreenshot, watchContext } from '../support/watch-page.ts';
import { toToken } from '../teams-host/oauth-host-fixture.ts';
import { aClock, anOAuthRegistration } from '../teams-host/vault/vault-fixture.ts';

const granted = { access_token: toToken({ sub: 'karin' }), token_type: 'Bearer', expires_in: 300 };

/** What a person sees whose sign-in fails in every way once: judged by what is drawn and takes clicks. */
describe('a sign-in that fails in every way and then succeeds', function () {
  this.timeout(180_000);
  let browser: Browser;
  let api: ScriptedApi;
  let server: TokenEndpoint;
  let host: RunningTeamsHost;
  let context: BrowserContext;
  let page: Page;
  let watch: ContextWatch;
  const clock = aClock(new Date().toISOString());

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    api = await startScriptedApi();
    server = await startTokenEndpoint();
    host = await startTeamsHost({
      appPackage: await anAppPackage({ server: `${api.url}/v1`, authorization: oauthAuthorization('garden') }),
      registrations: [anOAuthRegistration(server.origin, { id: 'garden', baseUrl: `${api.url}/v1` })],
      now: clock.now,
      page: await bundlePage(),
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
  });
  after(async () => {
    await context?.close();
    await browser?.close();
    await host?.close();
    await server?.close();
    await api?.close();
  });

  const flyout = (): Locator => page.getByRole('dialog', { name: 'Garden' });
  const signInButton = (): Locator => flyout().getByRole('button', { name: 'Sign in', exact: true });

  const openPopup = (response: string | Record<string, string>): Promise<Page> =>
    openSignInPopup(signInButton(), server, response);

  /** Asserts that the flyout shows the words and the button, where a person sees and clicks them. */
  async function expectShown(words: RegExp): Promise<void> {
    await flyout().locator('.fui-MessageBar').getByText(words).waitFor();
    await expectSoon
      .poll(() =>
        page.evaluate(() => {
          const isOnTop = (element: Element | null): boolean => {
            const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
            const top = document.elementFromPoint(x + width / 2, y + height / 2);
            return element !== null && (element.contains(top) || top?.contains(element) === true);
          };
          const surface = document.querySelector('.flyout');
          return [surface, surface?.querySelector('.fui-MessageBar'), surface?.querySelector('.task-main-action')].map(
            (element) => isOnTop(element ?? null),
          );
        }),
      )
      .toEqual([true, true, true]);
    await expectSoon(signInButton()).toBeFocused();
  }
  /** Reads the explanation in the pop-up, and closes it with its button. */
  async function expectExplained(popup: Page, words: RegExp): Promise<void> {
    await popup.getByText(words).first().waitFor();
    // The window may close before the click has returned.
    await popup
      .getByRole('button', { name: 'Close' })
      .click()
      .catch((cause: unknown) => expect(popup.isClosed(), String(cause)).to.equal(true));
    await expectClosed(popup);
  }
  const reset = (): void => {
    server.on('/token', { body: granted });
    api.answer(sends(200, { plants: [{ name: 'Fern', latin: 'Polypodium' }] }));
  };

  it('shows each failure where it matters, and the results at the end', async () => {
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Garden', exact: true }).click();
    await flyout().getByRole('textbox').or(flyout().getByRole('combobox')).first().fill('1');
    await signInButton().waitFor();

    // The browser blocks the pop-up.
    await blockNextPopup(page);
    await signInButton().click();
    await expectShown(/Your browser blocked the sign-in window/);

    // The person closes it, here or there.
    await (await openPopup('<h1>Who are you?</h1>')).close();
    await expectShown(/You closed the sign-in window/);
    const cancelled = await openPopup('<h1>Who are you?</h1>');
    await flyout().getByRole('button', { name: 'Cancel' }).click();
    await expectClosed(cancelled);
    await expectShown(/You closed the sign-in window/);

    // The person refuses: the pop-up closes by itself.
    await expectClosed(await openPopup({ error: 'access_denied' }));
    await expectShown(/You did not allow access/);
    await takeScreenshot(page, 'failing-sign-in');

    // The authorization server fails, in another language.
    await expectExplained(
      await openPopup({ error: 'server_error', error_description: 'Außer Betrieb 故障' }),
      /Außer Betrieb 故障/,
    );
    await expectShown(/Außer Betrieb 故障/);

    // The state is wrong, used or expired.
    await expectExplained(await openPopup({ code: 'c', state: 'wrong' }), /was not started here/);
    // Another page may have made up the state, so the page hears only that the pop-up is closed.
    await expectShown(/You closed the sign-in window/);
    const late = await openPopup('<h1>Who are you?</h1>');
    await late.getByText('Who are you?').waitFor();
    const state = new URL(late.url()).searchParams.get('state');
    clock.advance(601);
    await late.goto(`${host.url}/api/platform/v1.0/oAuthRedirect?code=c&state=${state}`);
    await expectExplained(late, /took too long/);
    await expectShown(/took too long/);
    const again = await openPopup('<h1>Who are you?</h1>');
    await again.getByText('Who are you?').waitFor();
    await again.goto(`${host.url}/api/platform/v1.0/oAuthRedirect?code=c&state=${state}`);
    await expectExplained(again, /was used before/);
    await expectShown(/was used before|You closed the sign-in window/);

    // The token endpoint fails.
    for (const [answer, words] of [
      [{ status: 400, body: { error: 'invalid_client' } }, /did not accept the client/],
      [{ status: 500, body: '<h1>Oops</h1>' }, /answered with status 500/],
      [{ body: '<h1>Hello</h1>' }, /did not answer with a JSON object/],
    ] as const) {
      server.on('/token', answer);
      await expectExplained(await openPopup({ code: 'c' }), words);
      await expectShown(words);
    }

    // The API does not accept the token.
    reset();
    api.answer(sends(401, {}, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }));
    await expectClosed(await openPopup({ code: 'c' }));
    await expectSoon(signInButton()).toBeVisible();
    api.answer(sends(403, { title: 'Forbidden' }));
    await expectClosed(await openPopup({ code: 'c' }));
    await flyout().getByRole('heading', { name: 'You have no access to Garden' }).waitFor();
    api.answer(sends(500, {}));
    await flyout().getByRole('button', { name: 'Try again' }).click();
    await flyout().getByRole('heading', { name: 'Garden cannot be reached' }).waitFor();

    reset();
    await flyout().getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('option', { name: /Fern/ }).click();
    await page.getByRole('article', { name: /Card to send: Fern/ }).waitFor();
    await expectSoon.poll(() => surfacesOver(page)).toEqual([]);
    expect(watch.complaints).to.deep.equal([]);
  });
});
