/** Content and other pages that try to break the page, or the session of the person who uses it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import type { Message } from '../../src/teams-host/wire/message.ts';
import { createTaskRunner } from '../../src/teams-host/worker/task-runner.ts';
import { aBotApp, aBotMessage, aConversation, aMessage, anApp, aSessionView } from '../support/a-chat.ts';
import { anAppPackage } from '../support/an-app-package.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from '../support/page-server.ts';
import { startTeamsHost } from '../support/start-teams-host.ts';
import { type ContextWatch, expectSoon, watchContext } from '../support/watch-page.ts';
import { endlessPattern, endlessValue } from '../teams-host/worker/endless.ts';

const session = aSessionView({ apps: [anApp(), aBotApp()] });
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'isPrototypeOf'];

const botSays = (overrides: Partial<Message>): Message => aBotMessage({ conversationId: 'group', ...overrides });

/** Something that the host never sends: it stands for any error while the page renders. */
// biome-ignore lint/suspicious/noExplicitAny: breaks the contract between host and page on purpose
const broken: any = { not: 'a text' };

describe('hostile content and pages', function () {
  this.timeout(120_000);
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
    server = await startPageServer(files, session);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
  });
  after(async () => browser?.close());

  const say = async (words: string): Promise<void> => {
    await page.getByRole('textbox').fill(words);
    await page.keyboard.press('Enter');
    await expectSoon(page.getByRole('log').getByText(words)).toBeVisible();
  };

  it('shows messages with names that every object has as markup', async () => {
    server.messages = (['xml', 'markdown', 'plain'] as const).flatMap((textFormat) =>
      inherited.map((name) =>
        botSays({ id: `${textFormat} ${name}`, text: `<${name}>${textFormat} ${name}</${name}>`, textFormat }),
      ),
    );
    await page.goto(server.url);
    const messages = page.getByRole('log');
    await expectSoon(messages.getByText('xml constructor')).toBeVisible();
    await expectSoon(messages.getByText('xml isPrototypeOf')).toBeVisible();
    await say('still here');
    expect(watch.complaints).to.deep.equal([]);
  });

  it('says of a message, an attachment, a step and a result that it could not be shown, and keeps working', async () => {
    server.messages = [
      botSays({ id: 'whole', text: broken }),
      botSays({ id: 'part', attachments: [{ kind: 'unsupported', contentType: 'text/x', why: broken }] }),
      aMessage({ id: 'fine', text: 'a fine message' }),
    ];
    server.conversations = [aConversation()];
    server.answer = () => ({
      type: 'results',
      layout: 'list',
      results: [
        { preview: { title: broken }, card: {} },
        { preview: { title: 'A fine result' }, card: {} },
      ],
    });
    await page.goto(server.url);
    const messages = page.getByRole('log');
    await expectSoon(messages.getByText(/This message could not be shown: .+/)).toBeVisible();
    await expectSoon(messages.getByText(/This attachment could not be shown: .+/)).toBeVisible();
    await expectSoon(messages.getByText('a fine message')).toBeVisible();
    server.tell({
      action: 'Something',
      id: '1',
      startedAt: '2026-01-01T00:00:00Z',
      hops: [{ from: 'Person', to: 'Teams host', request: 'x', ms: 1, note: broken }],
    });
    await expectSoon(page.getByText(/This step could not be shown: .+/)).toBeVisible();
    await say('still here');
    await page.getByRole('button', { name: 'Repairs', exact: true }).click();
    await page.getByRole('combobox').fill('x');
    await expectSoon(page.getByText(/This result could not be shown: .+/)).toBeVisible();
    await expectSoon(page.getByText('A fine result')).toBeVisible();
  });

  it('says of a field whose pattern never ends that it cannot be used, and keeps working', async () => {
    const tasks = createTaskRunner();
    const field = (id: string, regex: string) => ({
      type: 'Input.Text',
      id,
      label: id,
      regex,
      errorMessage: 'Only small letters.',
    });
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [field('Endless', endlessPattern), field('Letters', '^[a-z]+$')],
      actions: [{ type: 'Action.Submit', title: 'Save' }],
    };
    server.conversations = [aConversation({ id: 'group' })];
    server.messages = [botSays({ text: '', attachments: [{ kind: 'card', card }] })];
    server.take = (path, { pattern, value }) =>
      path === '/api/match'
        ? tasks.run('match', { pattern: String(pattern), value: String(value) }).then(
            (matches) => ({ matches }),
            ({ message }: Error) => ({ problem: `The pattern of this field cannot be used: ${message}.` }),
          )
        : { type: 'toast', text: 'Saved' };
    try {
      await page.goto(server.url);
      await page.getByLabel('Endless').fill(endlessValue);
      await page.getByLabel('Letters').fill('ABC');
      await page.getByRole('button', { name: 'Save' }).click();
      await expectSoon(page.getByText(/The pattern of this field cannot be used: .+ 1 second/)).toBeVisible();
      await expectSoon(page.getByText('Only small letters.')).toBeVisible();
      await page.getByLabel('Endless').fill('aaa');
      await page.getByLabel('Letters').fill('abc');
      await expectSoon(page.getByText(/cannot be used|Only small letters/)).toHaveCount(0);
      await page.getByRole('button', { name: 'Save' }).click();
      await expectSoon(page.getByText('Saved')).toBeVisible();
    } finally {
      tasks.close();
    }
  });

  it('keeps the session when a page of another site links to the host or sends it forms', async () => {
    const host = await startTeamsHost({ appPackage: await anAppPackage(), page: files });
    const links = ['/', '/?again=1', '/api/platform/v1.0/oAuthRedirect?state=x&error=access_denied', '/sign-in/garden'];
    const forms = ['/api/sign-out', '/api/session/user', '/api/forget-consent'];
    const foreign = createServer((_request, response) => {
      const html = [
        ...links.map(
          (path, index) => `<a id="l${index}" href="${host.url}${path}">x</a><img src="${host.url}${path}">`,
        ),
        ...forms.map(
          (path, index) => `<form id="f${index}" method="post" action="${host.url}${path}"><button>x</button></form>`,
        ),
      ];
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(html.join(''));
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const { port } = foreign.address() as AddressInfo;
    try {
      await page.goto(host.url);
      const cookies = await context.cookies(host.url);
      expect(cookies).to.have.length(1);
      // Another site by its name, and another port of the same site.
      for (const origin of [`http://localhost:${port}`, `http://127.0.0.1:${port}`]) {
        for (const id of [...links.map((_, index) => `#l${index}`), ...forms.map((_, index) => `#f${index} button`)]) {
          const other = await context.newPage();
          await other.goto(origin);
          await other.locator(id).click();
          await other.waitForURL((url) => url.origin === host.url);
          // A page that lacks the cookie reloads itself once.
          await expectSoon(other).not.toHaveTitle('One moment');
          await other.close();
        }
        expect(await context.cookies(host.url), origin).to.deep.equal(cookies);
      }
    } finally {
      foreign.closeAllConnections();
      foreign.close();
      await context.close();
      await host.close();
    }
  });
});
