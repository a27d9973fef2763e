import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  type LocalAuthorizationServer,
  teams,
} from '../dev/authorization-server/local-authorization-server.ts';
import { launchBrowser } from '../support/browser.ts';
import { expectAccessible, expectSoon } from '../support/watch-page.ts';

describe('authorization server in a browser', function () {
  this.timeout(120_000);
  let browser: Browser | undefined;
  let server: LocalAuthorizationServer;
  let client: Server;
  let redirectUri: string;

  before(async function () {
    browser = await launchBrowser();
    if (browser === undefined) {
      this.skip();
    }
    client = createServer(answerAsClient);
    await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve));
    redirectUri = `http://127.0.0.1:${(client.address() as AddressInfo).port}/callback`;
    server = await aLocalAuthorizationServer({ clients: [{ ...teams, redirectUris: [redirectUri] }] });
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    client?.closeAllConnections();
    client?.close();
  });

  const openPage = async (options?: BrowserContextOptions): Promise<Page> => {
    if (browser === undefined) {
      throw new Error('There is no browser.');
    }
    const context = await browser.newContext(options);
    context.setDefaultTimeout(30_000);
    return context.newPage();
  };
  const authorizationUrl = (overrides: Readonly<Record<string, string>> = {}) =>
    anAuthorizationRequest(server, {
      redirect_uri: redirectUri,
      scope: 'repairs_read repairs_write',
      prompt: 'consent',
      ...overrides,
    }).url.href;
  const signIn = async (page: Page, password: string) => {
    await page.getByLabel('Daisy Phillips').check();
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

  it('signs in and consents in a pop-up that can still message its opener', async () => {
    const opener = await openPage();
    const origin = new URL(redirectUri).origin;
    await opener.goto(origin);
    const popup = opener.waitForEvent('popup');
    await opener.evaluate((url) => void window.open(url, 'sign-in', 'width=500,height=700'), authorizationUrl());
    const page = await popup;
    await signIn(page, 'wrong');
    await page.getByRole('alert').waitFor();
    await signIn(page, 'repairs');
    await heading(page, /^Allow/);
    await page.getByRole('button', { name: 'Allow' }).click();
    await opener.getByText('Pop-up message: /done').waitFor();
    await opener.context().close();
  });

  it('can be operated by keyboard alone', async () => {
    const page = await openPage();
    await page.goto(authorizationUrl());
    await expectSoon(page.getByRole('radio').first()).toBeFocused();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectSoon(page.getByLabel('Password')).toBeFocused();
    await page.keyboard.type('repairs');
    await page.keyboard.press('Enter');
    await heading(page, /^Allow/);
    await expectSoon(page.getByText('Daisy Phillips')).toBeVisible();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expectSoon(page.getByRole('button', { name: 'Allow' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/done/);
    await page.context().close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1280]) {
      it(`has accessible pages at ${width} px in ${colorScheme} colours, without horizontal scrolling`, async () => {
        const page = await openPage({ viewport: { width, height: 700 }, colorScheme });
        const expectFit = async () => {
          await expectAccessible(page);
          expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), page.url()).to.equal(true);
        };
        await page.goto(authorizationUrl());
        await expectFit();
        await signIn(page, 'wrong');
        await page.getByRole('alert').waitFor();
        await expectFit();
        await signIn(page, 'repairs');
        await heading(page, /^Allow/);
        await expectFit();
        await page.goto(authorizationUrl());
        await heading(page, 'Pick an account');
        await expectFit();
        await page.goto(server.endpoints.endSession);
        await expectFit();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await heading(page, 'You are signed out');
        await expectFit();
        await page.goto(authorizationUrl({ redirect_uri: `${redirectUri}/` }));
        await heading(page, 'The redirect URI does not match');
        await expectFit();
        await page.context().close();
      });
    }
  }
});

/** A client whose redirect URI redirects once more, to a page that posts a message to its opener. */
const answerAsClient: Parameters<typeof createServer>[1] = (request, response) => {
  const path = new URL(request.url ?? '/', 'http://client').pathname;
  if (path === '/callback') {
    response.writeHead(303, { Location: '/done' }).end();
    return;
  }
  const script =
    path === '/done'
      ? 'opener?.postMessage(location.pathname, location.origin)'
      : 'addEventListener("message", ({ data }) => { document.body.textContent = "Pop-up message: " + data; })';
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<!doctype html><title>Client</title><body><script>${script}</script></body>`);
};
