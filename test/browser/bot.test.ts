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
  printPagesOfFailure,
  takeScreenshot,
  watchContext,
} from '../support/watch-page.ts';

const chatApp = 'Repairs (local)';
const botApp = 'Repairs by bot (local)';

/** A person's browser. */
interface Person {
  readonly context: BrowserContext;
  readonly watch: ContextWatch;
  readonly page: Page;
}

/** The app with its bot, the authorization server and the local Teams host as `npm run dev` starts them. */
describe('bot in the local Teams host', function () {
  this.timeout(120_000);
  let browser: Browser;
  let files: PageFiles;
  let world: World;
  let people: Person[];

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
    people = [];
  });
  afterEach(async function () {
    for (const { context } of people) {
      await printPagesOfFailure(this.currentTest, context);
      await context.close();
    }
    await world?.close();
    for (const { watch } of people) {
      expect(watch.requestsOffLoopback).to.deep.equal([]);
      expect(watch.complaints).to.deep.equal([]);
    }
  });
  after(async () => browser?.close());

  const openHost = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
    context.setDefaultTimeout(30_000);
    const watch = await watchContext(context);
    const page = await context.newPage();
    people.push({ context, watch, page });
    await page.goto(world.teamsHostUrl);
    await page.getByRole('heading', { name: /^Project group/ }).waitFor();
    return page;
  };

  it('supports sign-in, search, paging, creation, changes and sign-out in the chat and the extension', async () => {
    const page = await openHost();
    await openChat(page, chatApp);
    await page
      .getByRole('region', { name: `Add ${chatApp}` })
      .getByRole('button', { name: 'Add' })
      .click();
    await cards(page).getByText('Welcome to Repairs').waitFor();
    await page.getByText('was added to your apps').first().waitFor({ state: 'detached' });
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-1-welcome');

    await send(page, 'repairs');
    const signInCard = page.getByRole('log').getByRole('article', { name: /^Sign in to/ });
    await signInCard.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-2-sign-in');
    await signIn(page, signInCard, 'Karin Blair');
    await signInCard.getByText('You are signed in.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-3-signed-in');

    // The question that led to the sign-in.
    await cards(page).getByText('Repairs', { exact: true }).waitFor();
    await send(page, 'van');
    const list = cards(page).filter({ hasText: 'Repairs with “van”' });
    await list.getByRole('button', { name: 'Next page' }).waitFor();
    const firstPage = (await list.textContent()) ?? '';
    await list.scrollIntoViewIfNeeded();
    await takeScreenshot(page, 'bot-4-list');
    await list.getByRole('button', { name: 'Next page' }).click();
    await list.getByRole('button', { name: 'Previous page' }).waitFor();
    await expectSoon(list).not.toHaveText(firstPage);
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-5-next-page');

    await extension(page).click();
    const results = page.getByRole('listbox', { name: 'Results' });
    await results.getByRole('option').nth(24).scrollIntoViewIfNeeded();
    await results.getByRole('option').nth(49).waitFor();
    await loadPictures(results);
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-6-extension');

    await flyout(page).getByRole('button', { name: 'Create a repair' }).click();
    const form = page.getByRole('dialog', { name: 'Create a repair' });
    await form.getByRole('button', { name: 'Create' }).click();
    await form.getByText(/Summarize the repair in a few words/).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-7-create');
    await form.getByLabel('Title').fill('Squeaking belt');
    await form.getByLabel('Description').fill('Van 3 squeaks when it is cold.');
    await form.getByRole('button', { name: 'Create' }).click();
    const draft = page.getByRole('article', { name: /^Card to send/ });
    await draft.getByText('Squeaking belt').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-8-created');

    await page.getByRole('button', { name: 'Send' }).click();
    const created = cards(page).last();
    await created.getByText('Squeaking belt').waitFor();
    await created.getByRole('button', { name: 'Start' }).click();
    await created.getByText('In progress').waitFor();
    await created.getByRole('button', { name: 'Edit' }).click();
    await created.getByLabel('Description').fill('The belt of van 3 is worn.');
    await takeScreenshot(page, 'bot-9-edit');
    await created.getByRole('button', { name: 'Save' }).click();
    await created.getByText('The belt of van 3 is worn.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-10-changed');

    await extension(page).click();
    await results.getByRole('option', { name: /Squeaking belt.*In progress/s }).waitFor();
    const settings = await openSettings(page);
    await settings.getByRole('radio', { name: 'Grid' }).check();
    await takeScreenshot(settings, 'bot-11-settings');
    await finish(settings, settings.getByRole('button', { name: 'Save' }));
    await page.getByText(`The settings of ${botApp} were saved.`).first().waitFor();
    await closeFlyout(page);
    await extension(page).click();
    await page.locator('.results-grid').waitFor();
    await loadPictures(results);
    await takeScreenshot(page, 'bot-12-grid');

    const signingOut = await openSettings(page);
    await finish(signingOut, signingOut.getByRole('button', { name: 'Sign out' }));
    await closeFlyout(page);
    await extension(page).click();
    await flyout(page).getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-13-signed-out');
    await page.keyboard.press('Escape');

    await send(page, 'van');
    await page
      .getByRole('log')
      .getByRole('article', { name: /^Sign in to/ })
      .getByRole('button', { name: 'Sign in' })
      .waitFor();
    expect(await page.content()).not.to.match(/eyJ[\w-]{20}/);
  });

  it('repeats the search after sign-in in the extension', async () => {
    const page = await openHost();
    await extension(page).click();
    await flyout(page).getByRole('combobox', { name: 'Assigned To' }).fill('karin');
    await signIn(page, flyout(page), 'Karin Blair');
    const results = page.getByRole('listbox', { name: 'Results' });
    await results.getByRole('option').first().waitFor();
    await expectSoon(results.getByRole('option').filter({ hasNotText: 'Karin Blair' })).toHaveCount(0);
    await results.getByRole('option').first().click();
    await page.getByRole('article', { name: /^Card to send/ }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await cards(page).first().waitFor();
  });

  it('unfurls a pasted link to a repair', async () => {
    const page = await openHost();
    await extension(page).click();
    await signIn(page, flyout(page), 'Karin Blair');
    await page.getByRole('listbox', { name: 'Results' }).waitFor();
    await page.keyboard.press('Escape');
    await field(page).fill(`Look at ${world.appUrl}/repairs/1`);
    await page.getByText(`You have not added ${botApp}.`).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-link-not-added');
    await page.getByRole('button', { name: `Add ${botApp}` }).click();
    const preview = page.getByRole('article', { name: /^Preview of the link/ });
    await preview.getByText('Oil change').first().waitFor();
    await expectSoon(page.getByText('You have not added')).toHaveCount(0);
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-link');
    await field(page).press('Enter');
    await cards(page).getByText('Oil change').first().waitFor();

    for (const [item, done] of [
      ['Remove', 'removed from'],
      ['Add', 'added to'],
    ] as const) {
      await extension(page).click();
      await flyout(page)
        .getByRole('button', { name: /More options/ })
        .click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByText(`${botApp} was ${done} your apps.`).first().waitFor();
      await flyout(page).getByRole('button', { name: 'Close' }).click();
    }
  });

  it('answers a mention in a group chat, and requires each person to sign in', async () => {
    const [karin, daisy] = [await openHost(), await openHost()];
    await switchTo(daisy, 'Daisy Phillips');
    await karin.getByRole('button', { name: 'Apps in this chat' }).click();
    await karin.getByRole('menuitem', { name: `Add ${chatApp}` }).click();
    await cards(daisy).getByText('Welcome to Repairs').waitFor();

    await field(karin).pressSequentially('@Rep');
    await karin.getByRole('option', { name: chatApp }).waitFor();
    await karin.keyboard.press('Enter');
    await karin.keyboard.type('open repairs');
    await karin.keyboard.press('Enter');
    const asksToSignIn = (page: Page): Locator => cards(page).filter({ hasText: 'Only you will see' });
    await asksToSignIn(daisy).getByRole('button', { name: 'Sign in' }).waitFor();
    await asksToSignIn(karin).getByRole('button', { name: 'Sign in' }).click();
    await takeScreenshot(karin, 'bot-two-0-sign-in');
    await signIn(karin, karin.locator('.fui-MessageBar', { hasText: 'Sign in to use this button.' }), 'Karin Blair');
    await cards(karin).getByText('Open repairs', { exact: true }).last().waitFor();
    await asksToSignIn(daisy).getByRole('button', { name: 'Sign in' }).waitFor();

    await extension(karin).click();
    await karin.getByRole('listbox', { name: 'Results' }).getByRole('option').first().click();
    await karin.getByRole('article', { name: /^Card to send/ }).waitFor();
    await karin.getByRole('button', { name: 'Send' }).click();
    const shared = daisy.getByRole('log').locator('li.message', { hasText: botApp }).last();
    await shared.getByRole('article').waitFor();
    await expectAccessible(daisy);
    await takeScreenshot(karin, 'bot-two-1-karin');
    await takeScreenshot(daisy, 'bot-two-2-daisy');

    await extension(daisy).click();
    await flyout(daisy).getByRole('button', { name: 'Sign in' }).waitFor();
    await daisy.keyboard.press('Escape');
    expect(await daisy.content()).not.to.match(/eyJ[\w-]{20}/);
  });

  it('creates a repair from a message', async () => {
    const [karin, daisy] = [await openHost(), await openHost()];
    await switchTo(daisy, 'Daisy Phillips');
    await send(daisy, 'The blue van is back, its brakes squeak again.');
    await extension(karin).click();
    await signIn(karin, flyout(karin), 'Karin Blair');
    await karin.getByRole('listbox', { name: 'Results' }).waitFor();
    await karin.keyboard.press('Escape');
    await karin.getByRole('log').getByText('The blue van').hover();
    await karin.getByRole('button', { name: 'More options for the message of Daisy Phillips' }).click();
    await karin.getByRole('menuitem', { name: /^Create a repair/ }).click();
    const form = karin.getByRole('dialog', { name: 'Create a repair' });
    await expectSoon(form.getByLabel('Description')).toHaveValue(
      /^The blue van is back, .*From a message of Daisy Phillips$/s,
    );
    await takeScreenshot(karin, 'bot-from-message');
    await form.getByRole('button', { name: 'Create' }).click();
    await karin
      .getByRole('article', { name: /^Card to send/ })
      .getByText('The blue van')
      .first()
      .waitFor();
  });

  it('can be operated by keyboard alone', async () => {
    const page = await openHost();
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Add', exact: true }).focus();
    await page.keyboard.press('Enter');
    const mine = page.getByRole('list', { name: 'Suggested replies' }).getByRole('button', { name: 'My repairs' });
    await mine.focus();
    await page.keyboard.press('Enter');
    const button = page
      .getByRole('log')
      .getByRole('article', { name: /^Sign in to/ })
      .getByRole('button');
    await button.focus();
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')]);
    await popup.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectSoon(popup.getByRole('radio').first()).toBeFocused();
    await popup.keyboard.press('Space');
    await popup.keyboard.press('Tab');
    await popup.keyboard.type('repairs');
    await popup.keyboard.press('Enter');
    const allow = popup.getByRole('button', { name: 'Allow' });
    await allow.focus();
    await finish(popup, allow, () => popup.keyboard.press('Enter'));
    await page.getByRole('log').getByText('You are signed in.').first().waitFor();
  });

  it('fits a window of 320 pixels in the dark theme', async () => {
    const page = await openHost();
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.getByRole('button', { name: 'Other chats' }).click();
    await page.getByRole('menuitemradio', { name: chatApp, exact: true }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await cards(page).getByText('Welcome to Repairs').waitFor();
    await page.getByText('was added to your apps').first().waitFor({ state: 'detached' });
    await send(page, 'van');
    const signInCard = page.getByRole('log').getByRole('article', { name: /^Sign in to/ });
    await signIn(page, signInCard, 'Karin Blair');
    await signInCard.getByText('You are signed in.').waitFor();
    await send(page, 'van');
    await cards(page).last().getByRole('button', { name: 'Next page' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-narrow-1-list');
    await extension(page).click();
    await flyout(page).getByRole('button', { name: 'Create a repair' }).click();
    await page.getByRole('dialog', { name: 'Create a repair' }).getByLabel('Title').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'bot-narrow-2-create');
  });

  const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Type a message' });
  const cards = (page: Page): Locator => page.getByRole('log').getByRole('article', { name: /^Card of/ });
  const flyout = (page: Page): Locator => page.getByRole('dialog', { name: botApp });
  const closeFlyout = async (page: Page): Promise<void> => {
    await page.keyboard.press('Escape');
    await flyout(page).waitFor({ state: 'detached' });
  };
  const extension = (page: Page): Locator =>
    page.getByRole('region', { name: 'Write a message' }).getByRole('button', { name: botApp, exact: true });
  const openChat = (page: Page, name: string): Promise<void> =>
    page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name }).click();
  const send = async (page: Page, text: string): Promise<void> => {
    await field(page).fill(text);
    await field(page).press('Enter');
  };
  const switchTo = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: /Settings and account/ }).click();
    await page.getByRole('menuitemradio', { name: new RegExp(name) }).click();
    await page.getByRole('button', { name: `Settings and account of ${name}` }).waitFor();
  };
  const signIn = async (page: Page, place: Locator, name: string): Promise<void> => {
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      place.getByRole('button', { name: 'Sign in' }).click(),
    ]);
    await popup.getByRole('radio', { name }).check();
    await popup.getByLabel('Password').fill('repairs');
    await popup.getByRole('button', { name: 'Sign in' }).click();
    await finish(popup, popup.getByRole('button', { name: 'Allow' }));
  };
  const openSettings = async (page: Page): Promise<Page> => {
    await flyout(page)
      .getByRole('button', { name: /More options/ })
      .click();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('menuitem', { name: 'Settings' }).click(),
    ]);
    await popup.getByRole('heading', { name: 'Repairs settings' }).waitFor();
    return popup;
  };
});

/** Presses the last button of a pop-up, and waits until the pop-up closes. */
async function finish(popup: Page, button: Locator, press: () => Promise<void> = () => button.click()): Promise<void> {
  await button.waitFor();
  const closed = popup.waitForEvent('close');
  await press();
  await closed;
}

/** Scrolls the first pictures into view and waits until they are decoded, then scrolls back to the first result. */
async function loadPictures(inside: Locator): Promise<void> {
  for (const picture of (await inside.locator('img').all()).slice(0, 8)) {
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate((image: HTMLImageElement) => image.decode());
  }
  await inside.evaluate((element) => element.firstElementChild?.scrollIntoView());
}
