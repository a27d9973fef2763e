import { expect } from 'chai';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { aBotApp, anApp, aPersonalChat, aSessionView } from './a-chat.ts';
import { launchBrowser } from './browser.ts';
import { type PageServer, startPageServer } from './page-server.ts';
import { type ContextWatch, watchContext } from './watch-page.ts';

/** A new page before each test, and the server that it loads from. */
export interface PageFixture {
  readonly server: PageServer;
  readonly page: Page;
  readonly watch: ContextWatch;
}

/** The window of a suite. */
export type PageWindow = Pick<BrowserContextOptions, 'viewport' | 'colorScheme'>;

const wideWindow: PageWindow = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' };

/**
 * Registers the hooks of a suite that looks at the page with the chat of a bot: a browser for the suite, a page and a
 * server for each test, and a check for complaints and foreign requests after it.
 * @param assign called before each test; may change what the server has.
 */
export function setUpPage(assign: (fixture: PageFixture) => void, window: PageWindow = wideWindow): void {
  let browser: Browser;
  let files: PageFiles;
  let server: PageServer;
  let context: BrowserContext;
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
    server.conversations = [aPersonalChat()];
    context = await browser.newContext(window);
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    assign({ server, page: await context.newPage(), watch });
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    expect(watch.requestsOffLoopback).to.deep.equal([]);
    expect(watch.complaints).to.deep.equal([]);
  });
  after(async () => browser?.close());
}
