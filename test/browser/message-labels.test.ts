import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bundlePage } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { aBotApp, aBotMessage, aPersonalChat, aSessionView } from '../support/a-chat.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from '../support/page-server.ts';
import { expectAccessible, expectSoon } from '../support/watch-page.ts';

describe('a message with labels in the page', function () {
  this.timeout(120_000);
  let browser: Browser;
  let server: PageServer;
  let context: BrowserContext;
  let page: Page;

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    server = await startPageServer(await bundlePage(), aSessionView({ apps: [aBotApp()] }));
    server.conversations = [aPersonalChat()];
    server.messages = [
      aBotMessage({
        text: 'There are red foxes [1].',
        omissions: ['This host does not show "text" of a citation.'],
        labels: {
          aiGenerated: true,
          citations: [
            {
              position: 1,
              name: 'Foxes of the north',
              url: 'https://foxes.example/',
              abstract: 'All about them',
              keywords: [],
              sensitivity: undefined,
            },
          ],
          sensitivity: { name: 'Confidential', description: 'For foxes only' },
          feedback: 'default',
          importance: undefined,
        },
      }),
    ];
    server.take = () => ({ type: 'done' });
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
    await page.goto(server.url);
  });
  after(async () => {
    await context?.close();
    await server?.close();
    await browser?.close();
  });

  it('shows them, and is accessible', async () => {
    for (const text of ['AI generated', 'Confidential', 'Not here:']) {
      await expectSoon(page.getByText(text)).toBeVisible();
    }
    await expectSoon(page.getByRole('link', { name: 'Foxes of the north' })).toHaveAttribute(
      'href',
      'https://foxes.example/',
    );
    await expectAccessible(page);
  });

  it('sends the feedback that a person writes', async () => {
    await page.getByRole('button', { name: 'Dislike this answer' }).click();
    const field = page.getByRole('textbox', { name: 'What did you dislike?' });
    await field.fill('No foxes');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Submit' }).click();
    await expectSoon(page.getByText('Your feedback was sent.').last()).toBeVisible();
    await expectSoon(field).toHaveCount(0);
    const { path, body } = server.posts.at(-1) ?? {};
    expect(path).to.match(/\/messages\/b1\/feedback$/);
    expect(body).to.deep.equal({ reaction: 'dislike', feedback: { feedbackText: 'No foxes' } });
  });

  it('shows the progress of a streamed message until it is complete', async () => {
    const streamed = aBotMessage({ id: 'b2', text: 'Looking for foxes', streaming: 'informative' });
    server.say('message', streamed);
    const progress = page.getByRole('progressbar', { name: 'The bot prepares its answer' });
    await expectSoon(progress).toBeVisible();
    server.say('message', { ...streamed, text: 'A brown', streaming: 'streaming' });
    await expectSoon(page.getByText('A brown', { exact: true })).toBeVisible();
    await expectSoon(progress).toHaveCount(0);
    await expectSoon(page.getByRole('progressbar', { name: 'The bot is writing' })).toBeVisible();
    server.say('message', { ...streamed, text: 'A brown fox', streaming: undefined });
    await expectSoon(page.getByText('A brown fox', { exact: true })).toBeVisible();
    await expectSoon(page.getByRole('progressbar')).toHaveCount(0);
  });
});
