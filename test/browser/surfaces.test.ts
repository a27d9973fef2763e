import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import {
  aBotApp,
  aBotMessage,
  aConversation,
  aMessage,
  anApp,
  aPersonalChat,
  aSessionView,
} from '../support/a-chat.ts';
import { someResults } from '../support/a-command.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from '../support/page-server.ts';
import { type ContextWatch, expectSoon, surfacesOver, watchContext } from '../support/watch-page.ts';

/** Judged by what is drawn and takes clicks: the accessibility tree may describe a surface as closed that is neither. */
describe('surfaces over the page', function () {
  this.timeout(180_000);
  let browser: Browser;
  let files: PageFiles;
  let server: PageServer;
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
    server = await startPageServer(files, aSessionView({ apps: [anApp(), aBotApp()] }));
    server.conversations = [aPersonalChat(), aConversation({ apps: aPersonalChat().apps })];
    server.messages = [aBotMessage(), aMessage({ id: 'm', from: { kind: 'person', id: '1', name: 'Karin Blair' } })];
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    expect(watch.complaints).to.deep.equal([]);
  });
  after(async () => browser?.close());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const openChat = async (name: RegExp): Promise<void> => {
    await page.goto(server.url);
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name }).click();
  };
  const expectOpen = () => expectSoon.poll(() => surfacesOver(page)).not.toEqual([]);
  const expectGone = () => expectSoon.poll(() => surfacesOver(page)).toEqual([]);
  const pressEscape = () => page.keyboard.press('Escape');
  const pressEscapeWithoutFocus = async () => {
    await flyout().getByText('API-based extension').click();
    expect(await page.evaluate(() => document.activeElement === document.body)).to.equal(true);
    await pressEscape();
  };
  const clickBeside = () => page.mouse.click(700, 120);
  const flyout = () => page.getByRole('dialog', { name: 'Repairs' });
  const openFlyout = () => button('Repairs').click();

  /** Opens the flyout, closes its pop-up once, and signs in with the second one. */
  const signInAtSecondAttempt = async (): Promise<void> => {
    server.answer = () => ({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1' });
    await openFlyout();
    const openPopup = async (): Promise<Page> => {
      const opened = page.waitForEvent('popup');
      await flyout().getByRole('button', { name: 'Sign in' }).click();
      return opened;
    };
    await (await openPopup()).close();
    await flyout()
      .getByText(/You closed the sign-in window/)
      .first()
      .waitFor();
    const popup = await openPopup();
    server.answer = () => someResults('Oil change');
    await popup.evaluate(() => new BroadcastChannel('teams-host').postMessage({ type: 'signInEnded', ok: true }));
    await page.getByRole('option', { name: /Oil change/ }).waitFor();
    await popup.close();
  };

  for (const [how, close] of [
    ['Escape is pressed', pressEscape],
    ['Escape is pressed while nothing has the focus', pressEscapeWithoutFocus],
    ['a result is picked', () => page.getByRole('option', { name: /Oil change/ }).click()],
    ['its button is pressed', () => flyout().getByRole('button', { name: 'Close' }).click()],
    ['something beside it is clicked', clickBeside],
  ] as const) {
    it(`are gone with the flyout when ${how} after a sign-in that needed two attempts`, async () => {
      await openChat(/^Project group/);
      await signInAtSecondAttempt();
      await expectOpen();
      await close();
      await expectGone();
      await page.getByRole('textbox', { name: 'Type a message' }).click();
      await openFlyout();
      await expectOpen();
      await pressEscape();
      await expectGone();
    });
  }

  it('are gone with a menu or tooltip, however it is closed', async () => {
    await openChat(/^Project group/);
    const menus: readonly (readonly [string | RegExp, RegExp | string])[] = [
      ['Apps', /Repairs bot/],
      ['Apps in this chat', /Repairs bot/],
      [/^Settings and account/, 'Dark'],
      [/^More options for your message/, 'React'],
    ];
    for (const [name, item] of menus) {
      for (const close of [pressEscape, clickBeside]) {
        await page.mouse.move(700, 120);
        await button(name).focus();
        await page.keyboard.press('Enter');
        await page.getByText(item).last().waitFor();
        await expectOpen();
        await close();
        // Escape gives the focus back to the button, whose tooltip is then shown.
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await page.mouse.move(700, 120);
        await expectGone();
      }
    }
    await button('Flow').hover();
    await expectOpen();
    await page.mouse.move(700, 120);
    await expectGone();
  });

  it('are gone with the menu of the flyout and with the flyout below it', async () => {
    server.answer = () => someResults('Oil change');
    await openChat(/^Project group/);
    await openFlyout();
    await button('More options for Repairs').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    await pressEscape();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor({ state: 'detached' });
    await button('More options for Repairs').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await flyout().getByRole('button', { name: 'Close' }).click();
    // The notice that the person is signed out ends by itself.
    await expectGone();
  });

  it('are gone with a dialog that showed an error or a sign-in, however it is closed', async () => {
    for (const close of [pressEscape, () => page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()]) {
      server.take = (path) =>
        path.endsWith('/open') ? { type: 'signIn', title: 'Sign in', url: '/sign-in/1' } : undefined;
      await openChat(/^Repairs bot/);
      await page
        .getByRole('region', { name: 'Write a message' })
        .getByRole('button', { name: 'Repairs bot', exact: true })
        .click();
      await button('Create repair').click();
      const dialog = page.getByRole('dialog');
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const opened = page.waitForEvent('popup');
        await dialog.getByRole('button', { name: 'Sign in' }).click();
        await (await opened).close();
        await dialog.getByText(/You closed the sign-in window/).waitFor();
      }
      await close();
      await expectGone();
    }
  });

  it('are gone with the flow, the prompts and the chats in a narrow window', async () => {
    await page.setViewportSize({ width: 400, height: 700 });
    await page.goto(server.url);
    await button('Flow').click();
    await button('Close the flow').click();
    await page.mouse.move(200, 300);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await expectGone();
    for (const name of ['Other chats', 'View prompts']) {
      await button(name).click();
      await page.getByRole('menu').waitFor();
      await page.getByRole('menuitem').or(page.getByRole('menuitemradio')).first().click();
      await page.mouse.move(200, 300);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await expectGone();
    }
  });

  describe('the list of a mention', () => {
    const field = () => page.getByRole('textbox', { name: 'Type a message' });
    const options = () => page.getByRole('listbox', { name: 'People and apps' });
    /** Whether a person sees and clicks the list anywhere above the field. */
    const isPainted = () =>
      page.evaluate(() => {
        for (let x = 4; x < innerWidth; x += 12) {
          for (let y = 4; y < innerHeight; y += 12) {
            if (document.elementFromPoint(x, y)?.closest('.mention-list') != null) {
              return true;
            }
          }
        }
        return document.querySelector('.mention-list') !== null;
      });

    for (const [how, close] of [
      ['Escape is pressed', pressEscape],
      ['a person is chosen with a click', () => options().getByRole('option').first().click()],
      ['a person is chosen with Enter', () => page.keyboard.press('Enter')],
      ['a person is chosen with Tab', () => page.keyboard.press('Tab')],
      ['the sign is deleted', () => page.keyboard.press('Backspace')],
      ['the name is of nobody', () => page.keyboard.type('zzz')],
      ['something beside it is clicked', clickBeside],
      [
        'another chat is opened',
        () =>
          page
            .getByRole('button', { name: /^Repairs bot/ })
            .first()
            .click(),
      ],
    ] as const) {
      it(`is gone when ${how}`, async () => {
        await openChat(/^Project group/);
        await field().pressSequentially('Hi @');
        await options().waitFor();
        expect(await isPainted()).to.equal(true);
        await close();
        await expectSoon.poll(isPainted).toBe(false);
        await expectGone();
      });
    }
  });

  it('are gone with a dialog whose submission failed, however it is closed', async () => {
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'Input.Text', id: 'title', label: 'Title' }],
      actions: [{ type: 'Action.Submit', title: 'Save' }],
    };
    const dialog = () => page.getByRole('dialog');
    const save = async (): Promise<void> => {
      await dialog().getByRole('button', { name: 'Save' }).click();
    };
    const saveWithSuccess = async (): Promise<void> => {
      server.take = () => ({ type: 'done' });
      await save();
    };
    for (const close of [pressEscape, () => dialog().getByRole('button', { name: 'Close' }).click(), saveWithSuccess]) {
      server.take = (path) =>
        path.endsWith('/open')
          ? { type: 'dialog', title: 'Create', card }
          : { type: 'message', title: 'Repairs bot did not answer', text: 'It answered 500.' };
      await openChat(/^Repairs bot/);
      await page
        .getByRole('region', { name: 'Write a message' })
        .getByRole('button', { name: 'Repairs bot', exact: true })
        .click();
      await button('Create repair').click();
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        await save();
        const bar = dialog().locator('.fui-MessageBar').getByText('It answered 500.');
        await bar.waitFor();
        await expectSoon
          .poll(() =>
            bar.evaluate((node) => {
              const { x, y, width, height } = node.getBoundingClientRect();
              const top = document.elementFromPoint(x + width / 2, y + height / 2);
              return node.contains(top) || top?.contains(node) === true;
            }),
          )
          .toBe(true);
      }
      await close();
      await expectGone();
      await page.getByRole('textbox', { name: 'Type a message' }).click();
    }
  });
});
