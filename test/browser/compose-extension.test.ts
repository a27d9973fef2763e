import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../../src/dev/world.ts';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { startTestWorld } from '../support/start-world.ts';
import {
  type ContextWatch,
  expectAccessible,
  expectSoon,
  takeScreenshot,
  watchContext,
} from '../support/watch-page.ts';

const appName = 'Repairs (local)';

/** The app, the authorization server and the local Teams host as `npm run dev` starts them, and a person's browser. */
describe('message extension in the compose box', function () {
  this.timeout(120_000);
  let browser: Browser;
  let files: PageFiles;
  let world: World;
  let context: BrowserContext;
  let page: Page;
  let watch: ContextWatch;

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    files = await bundlePage();
  });
  beforeEach(async () => {
    world = await startTestWorld({ page: files });
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
    await page.goto(world.teamsHostUrl);
  });
  afterEach(async () => {
    await context?.close();
    await world?.close();
    expect(watch.requestsOffLoopback).to.deep.equal([]);
    expect(watch.complaints).to.deep.equal([]);
  });
  after(async () => browser?.close());

  const extensionButton = (): Locator =>
    page.getByRole('region', { name: 'Write a message' }).getByRole('button', { name: appName, exact: true });
  const flyout = (): Locator => page.getByRole('dialog', { name: appName });
  const results = (): Locator => page.getByRole('listbox', { name: 'Results' });
  const search = (): Locator => flyout().getByRole('combobox', { name: 'Assigned To' });
  const flow = (): Locator => page.getByRole('complementary', { name: 'Flow' });
  const openSignIn = async (heading = 'Sign in'): Promise<Page> => {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      flyout().getByRole('button', { name: 'Sign in' }).click(),
    ]);
    await popup.getByRole('heading', { name: heading }).waitFor();
    return popup;
  };
  const logIn = async (popup: Page, password = 'repairs', name = 'Karin Blair'): Promise<void> => {
    await popup.getByRole('radio', { name }).check();
    await popup.getByLabel('Password').fill(password);
    await popup.getByRole('button', { name: 'Sign in' }).click();
  };
  const endWith = async (popup: Page, name: string): Promise<void> => {
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name }).click();
    await closed;
  };
  const allow = (popup: Page): Promise<void> => endWith(popup, 'Allow');
  const signIn = async (): Promise<void> => {
    await extensionButton().click();
    const popup = await openSignIn();
    await logIn(popup);
    await allow(popup);
    await results().waitFor();
  };
  const chooseInMenu = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /Settings and account/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  it('searches for a name after sign-in, and sends a result as a card', async () => {
    await expectAccessible(page);
    await takeScreenshot(page, '1-chat');
    await extensionButton().click();
    await search().fill('karin');
    await flyout().getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, '2-sign-in-card');

    const popup = await openSignIn();
    await takeScreenshot(popup, '3-log-in');
    await logIn(popup);
    await popup.getByRole('button', { name: 'Allow' }).waitFor();
    await takeScreenshot(popup, '4-consent');
    await allow(popup);

    await results()
      .getByRole('option', { name: /Oil change/ })
      .waitFor();
    await expectSoon(results().getByRole('option').filter({ hasNotText: 'Karin Blair' })).toHaveCount(0);
    await loadPictures(results());
    await expectAccessible(page);
    await takeScreenshot(page, '5-results');

    await search().focus();
    await page.keyboard.press('ArrowDown');
    const first = await results().getByRole('option', { selected: true }).locator('.result-title').textContent();
    await page.keyboard.press('Enter');
    const preview = page.getByRole('article', { name: `Card to send: ${first}` });
    await preview.getByText('Karin Blair').first().waitFor();
    await takeScreenshot(page, '6-card-to-send');

    await page.getByText('Claims of the access token').last().click();
    await flow()
      .getByRole('row', { name: /aud .*api:\/\/repairs/ })
      .waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, '7-flow');

    await page.getByRole('textbox', { name: 'Type a message' }).focus();
    await page.keyboard.type('Here it is.');
    await page.keyboard.press('Enter');
    const sent = page.getByRole('log').getByRole('article', { name: `Card of ${appName}` });
    await sent.getByText('Karin Blair').first().waitFor();
    await loadPictures(sent);
    await expectAccessible(page);
    await takeScreenshot(page, '8-card-in-chat');

    expect(await page.content()).not.to.match(/eyJ[\w-]{20}/);
  });

  it('works in the dark theme', async () => {
    await page.getByRole('button', { name: /Settings and account/ }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await expectAccessible(page);
    await takeScreenshot(page, 'dark-1-menu');
    await page.reload();
    await signIn();
    await loadPictures(results());
    await expectAccessible(page);
    await takeScreenshot(page, 'dark-2-results');
    await results().getByRole('option').first().click();
    await page.getByRole('button', { name: 'Send' }).click();
    await loadPictures(page.getByRole('log'));
    await expectAccessible(page);
    await takeScreenshot(page, 'dark-3-card-in-chat');
  });

  it('works in a window of 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn();
    await loadPictures(results());
    await takeScreenshot(page, 'narrow-1-results');
    await results().getByRole('option').first().click();
    await page.getByRole('button', { name: 'Send' }).click();
    await loadPictures(page.getByRole('log'));
    await expectAccessible(page);
    await takeScreenshot(page, 'narrow-2-card-in-chat');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    await page.getByRole('button', { name: 'Flow' }).click();
    await page.getByRole('dialog', { name: 'Flow' }).waitFor();
    await takeScreenshot(page, 'narrow-3-flow');
  });

  it('can be operated by keyboard alone', async () => {
    await extensionButton().focus();
    await page.keyboard.press('Enter');
    const signInButton = flyout().getByRole('button', { name: 'Sign in' });
    await signInButton.waitFor();
    await expectSoon(search()).toBeFocused();
    for (let tabs = 0; tabs < 10 && !(await signInButton.evaluate(isFocused)); tabs += 1) {
      await page.keyboard.press('Tab');
    }
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await popup.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectSoon(popup.getByRole('radio').first()).toBeFocused();
    await popup.keyboard.press('Space');
    await popup.keyboard.press('Tab');
    await popup.keyboard.type('repairs');
    await popup.keyboard.press('Enter');
    const allowButton = popup.getByRole('button', { name: 'Allow' });
    await allowButton.waitFor();
    for (let tabs = 0; tabs < 10 && !(await allowButton.evaluate(isFocused)); tabs += 1) {
      await popup.keyboard.press('Tab');
    }
    await Promise.all([popup.waitForEvent('close'), popup.keyboard.press('Enter')]);
    await results().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: /Card to send/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByRole('article').waitFor();
  });

  it('narrows the results by the other fields', async () => {
    await signIn();
    await flyout().getByLabel('Status').selectOption('Done');
    await expectSoon(results().getByRole('option').filter({ hasNotText: 'Done' })).toHaveCount(0);
    await search().fill('nobody of this name');
    await flyout().getByText('Nothing found').first().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'nothing-found');
  });

  it('allows another attempt after a wrong password', async () => {
    await extensionButton().click();
    const popup = await openSignIn();
    await logIn(popup, 'wrong');
    await popup.getByRole('alert').waitFor();
    watch.forgive(/401/);
    await logIn(popup);
    await allow(popup);
    await results().waitFor();
  });

  it('shows that the person denied consent, and signs in on the next attempt', async () => {
    await extensionButton().click();
    const popup = await openSignIn();
    await logIn(popup);
    await Promise.all([
      popup.waitForEvent('close'),
      popup.getByRole('button', { name: 'Cancel' }).click({ noWaitAfter: true }),
    ]);
    await flyout().getByRole('alert').or(flyout().locator('.fui-MessageBar')).first().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'denied');

    const again = await openSignIn('Pick an account');
    await again.getByRole('button', { name: 'Karin Blair' }).click();
    await allow(again);
    await results().waitFor();
  });

  it('shows that the person closed the pop-up, and signs in on the next attempt', async () => {
    await extensionButton().click();
    const popup = await openSignIn();
    await popup.close();
    await flyout()
      .getByText(/You closed the sign-in window/)
      .first()
      .waitFor();
    const again = await openSignIn();
    await logIn(again);
    await allow(again);
    await results().waitFor();
  });

  it('requires sign-in, but no consent, after signing out', async () => {
    await signIn();
    await page.keyboard.press('Escape');
    await chooseInMenu('Sign out');
    await page.getByText('You are signed out.').first().waitFor();
    await extensionButton().click();
    const popup = await openSignIn('Pick an account');
    await takeScreenshot(popup, 'pick-an-account');
    await endWith(popup, 'Karin Blair');
    await results().waitFor();
  });

  it('requires consent again after forgetting it', async () => {
    await signIn();
    await page.keyboard.press('Escape');
    await chooseInMenu('Forget consent');
    await page
      .getByText(/consent was revoked/)
      .first()
      .waitFor();
    await takeScreenshot(page, 'forgot-consent');
    await extensionButton().click();
    const popup = await openSignIn('Pick an account');
    await popup.getByRole('button', { name: 'Karin Blair' }).click();
    await allow(popup);
    await results().waitFor();
  });

  it('keeps the tokens of two people apart', async () => {
    await signIn();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /Settings and account/ }).click();
    await page.getByRole('menuitemradio', { name: /Ashley McCarthy/ }).click();
    await page.getByRole('heading', { name: 'Project group – Fabrikam' }).waitFor();
    await extensionButton().click();
    const popup = await openSignIn('Pick an account');
    await popup.getByRole('button', { name: 'Use another account' }).click();
    await logIn(popup, 'repairs', 'Ashley McCarthy');
    await allow(popup);
    await results().waitFor();
    const hops = await page.evaluate(() => fetch('/api/flow').then((response) => response.text()));
    expect(hops).to.include('Ashley McCarthy').and.not.include('Karin Blair');
  });
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

/** Scrolls each picture into view until it is decoded, then back to the first result or the last message. */
async function loadPictures(inside: Locator): Promise<void> {
  for (const picture of await inside.locator('img').all()) {
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate((image: HTMLImageElement) => image.decode());
  }
  await inside.evaluate((element) => {
    const log = element.closest('[role="log"]');
    if (log === null) {
      element.firstElementChild?.scrollIntoView();
    } else {
      log.scrollTo({ top: log.scrollHeight });
    }
  });
}
