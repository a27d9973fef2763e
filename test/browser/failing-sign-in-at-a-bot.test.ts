import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { bundlePage } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { botId } from '../support/a-bot-package.ts';
import { launchBrowser } from '../support/browser.ts';
import type { SeenActivity } from '../support/scripted-bot.ts';
import { blockNextPopup, expectClosed, openSignInPopup } from '../support/sign-in-popup.ts';
import { type BotHost, startBotHost } from '../support/start-bot-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { type ContextWatch, expectSoon, surfacesOver, takeScreenshot, watchContext } from '../support/watch-page.ts';
import { toToken } from '../teams-host/oauth-host-fixture.ts';
import { anOAuthRegistration } from '../teams-host/vault/vault-fixture.ts';

/** What a person sees in the chat with a bot whose sign-in card fails in every way once. */
describe('a sign-in card that fails in every way and then succeeds', function () {
  this.timeout(180_000);
  let browser: Browser;
  let server: TokenEndpoint;
  let world: BotHost;
  let context: BrowserContext;
  let page: Page;
  let watch: ContextWatch;
  /** The code that the bot tries in place of the one it receives. */
  let wrongCode: string | undefined;

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    server = await startTokenEndpoint();
    world = await startBotHost({
      oauth: anOAuthRegistration(server.origin, { id: 'plants' }),
      page: await bundlePage(),
    });
    world.bot.answer(answer);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
  });
  after(async () => {
    await context?.close();
    await browser?.close();
    await world?.close();
    await server?.close();
  });

  const callTokenService = (name: string, query: Record<string, string>): Promise<Response> =>
    world.bot.call('GET', `/token-service/api/${name}?${new URLSearchParams(query)}`);
  const send = (activity: SeenActivity, content: object): Promise<Response> =>
    world.bot.call('POST', `/teams/v3/conversations/${encodeURIComponent(activity.conversation.id)}/activities`, {
      type: 'message',
      ...content,
    });

  /** The bot: a sign-in card for each message, and after a sign-in a look for the token. */
  async function answer(activity: SeenActivity) {
    const { id: activityId, from: user, recipient: bot, conversation, channelId, serviceUrl, value } = activity;
    if (activity.type === 'message') {
      const exchange = {
        connectionName: 'garden',
        conversation: { activityId, user, bot, conversation, channelId, serviceUrl },
        msAppId: botId,
      };
      const state = Buffer.from(JSON.stringify(exchange)).toString('base64');
      const { signInLink } = (await (await callTokenService('botsignin/GetSignInResource', { state })).json()) as {
        readonly signInLink: string;
      };
      const buttons = [{ type: 'signin', title: 'Sign in', value: signInLink }];
      const content = { text: 'Please sign in', connectionName: 'garden', buttons };
      await send(activity, { attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content }] });
    } else if (activity.name === 'signin/verifyState' && value.state !== 'CancelledByUser') {
      const query = { userId: user.id, connectionName: 'garden', channelId, code: wrongCode ?? value.state };
      const { ok } = await callTokenService('usertoken/GetToken', query);
      if (!ok) {
        return { status: 412 };
      }
      await send(activity, { text: 'Your fern is fine.' });
    }
    return {};
  }

  const card = (): Locator => page.getByRole('article', { name: 'Sign in to Gardener' }).last();
  const signInButton = (): Locator => card().getByRole('button', { name: 'Sign in', exact: true });

  const openPopup = (response: string | Record<string, string>): Promise<Page> =>
    openSignInPopup(signInButton(), server, response);

  /** Asserts that a person sees the words at the card, can press its button, and that nothing covers the page. */
  async function expectShown(words: RegExp): Promise<void> {
    await card().getByText(words).waitFor();
    await expectSoon
      .poll(() =>
        card().evaluate((element) =>
          [element.querySelector('.fui-MessageBar'), element.querySelector('button')].map((part) => {
            part?.scrollIntoView({ block: 'center' });
            const { x, y, width, height } = part?.getBoundingClientRect() ?? new DOMRect();
            const top = document.elementFromPoint(x + width / 2, y + height / 2);
            return part !== null && (part.contains(top) || top?.contains(part) === true);
          }),
        ),
      )
      .toEqual([true, true]);
    await expectSoon(signInButton()).toBeEnabled();
    await expectSoon.poll(() => surfacesOver(page)).toEqual([]);
  }
  /**
   * Reads the explanation in the pop-up, and closes it.
   * @param atCard what the card says before the pop-up is closed, which tells it after it has shown the words itself.
   */
  async function expectExplained(popup: Page, words: RegExp, atCard?: RegExp): Promise<void> {
    await popup.getByText(words).first().waitFor();
    if (atCard !== undefined) {
      await card().getByText(atCard).waitFor();
    }
    await popup.close();
  }

  const ask = async (words: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Type a message' }).fill(words);
    await page.keyboard.press('Enter');
  };

  it('says at the card what failed, and at the end that the person is signed in', async () => {
    await page.goto(world.host.url);
    await page
      .getByRole('navigation', { name: 'Chats' })
      .getByRole('button', { name: /^Gardener/ })
      .click();
    await page.getByRole('button', { name: /^Add/ }).first().click();
    await ask('How is my fern?');
    await signInButton().waitFor();

    // The browser blocks the pop-up.
    await blockNextPopup(page);
    await signInButton().click();
    await expectShown(/Your browser blocked the sign-in window/);

    // The person closes it, here or there.
    await (await openPopup('<h1>Who are you?</h1>')).close();
    await expectShown(/You closed the sign-in window/);
    const cancelled = await openPopup('<h1>Who are you?</h1>');
    await card().getByRole('button', { name: 'Cancel' }).click();
    await expectClosed(cancelled);
    await expectShown(/You closed the sign-in window/);
    await world.bot.heard(({ value }) => value?.state === 'CancelledByUser');

    // The person refuses.
    await expectClosed(await openPopup({ error: 'access_denied' }));
    await expectShown(/You did not allow access/);
    await takeScreenshot(page, 'failing-sign-in-at-a-bot');

    // The authorization server or its token endpoint fails.
    await expectExplained(
      await openPopup({ error: 'server_error', error_description: 'Außer Betrieb 故障' }),
      /Außer Betrieb 故障/,
      /Außer Betrieb 故障/,
    );
    await expectShown(/Außer Betrieb 故障/);
    server.on('/token', { status: 400, body: { error: 'invalid_client' } });
    await expectExplained(await openPopup({ code: 'c' }), /did not accept the client/, /did not accept the client/);
    await expectShown(/did not accept the client/);

    // The bot rejects the code.
    server.on('/token', {
      body: { access_token: toToken({ sub: 'karin' }), token_type: 'Bearer', expires_in: 300 },
    });
    wrongCode = 'wrong';
    await expectClosed(await openPopup({ code: 'c' }));
    await expectShown(/412/);

    // The link of the card is used up; a new message gets a new one.
    wrongCode = undefined;
    await expectExplained(await openPopup({ code: 'c' }), /This link was used/);
    await expectShown(/You closed the sign-in window|was used/);
    await ask('And now?');
    await expectSoon(page.getByRole('article', { name: 'Sign in to Gardener' })).toHaveCount(2);
    await expectClosed(await openPopup({ code: 'c' }));
    await card().getByText('You are signed in.').waitFor();
    await expectSoon(card().locator('button, .fui-MessageBar')).toHaveCount(0);
    await page.getByRole('log').getByText('Your fern is fine.').waitFor();
    await expectSoon.poll(() => surfacesOver(page)).toEqual([]);
    // The page about the used link has the status 404.
    watch.forgive(/status of 404/);
    expect(watch.complaints).to.deep.equal([]);
    expect(watch.requestsOffLoopback).to.deep.equal([]);
  });
});
