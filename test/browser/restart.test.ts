import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import { demoPeople } from '../../src/teams-host/sessions/demo-people.ts';
import { startTeamsHost, type TeamsHost } from '../../src/teams-host/start-teams-host.ts';
import { aBotPackage } from '../support/a-bot-package.ts';
import { anAppPackage } from '../support/an-app-package.ts';
import { launchBrowser } from '../support/browser.ts';
import { captureLog } from '../support/capture-log.ts';
import { findFreePorts } from '../support/find-free-port.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../support/scripted-api.ts';
import { sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { type ContextWatch, expectSoon, watchContext } from '../support/watch-page.ts';

/** The page while its host stops and starts again. */
describe('page of the local Teams host after a restart', function () {
  this.timeout(120_000);
  let browser: Browser;
  let files: PageFiles;
  let context: BrowserContext;
  let page: Page;
  let watch: ContextWatch;
  let api: ScriptedApi;
  let host: TeamsHost | undefined;
  let folder: string;
  let port: number;

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    files = await bundlePage();
    api = await startScriptedApi();
    api.answer(sends(200, { plants: [{ name: 'Fern', latin: 'Polypodium' }] }));
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'teams-host-'));
    [port = 0] = await findFreePorts(1);
    await start();
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
    await page.goto(url());
  });
  afterEach(async () => {
    await context.close();
    await stop();
    await rm(folder, { recursive: true, force: true });
    expect(watch.requestsOffLoopback).to.deep.equal([]);
    watch.forgive(/ERR_|401|net::/);
    expect(watch.complaints).to.deep.equal([]);
  });
  after(async () => {
    await browser?.close();
    await api?.close();
  });

  const url = (): string => `http://127.0.0.1:${port}`;
  async function start(options: { readonly reset?: boolean; readonly page?: PageFiles } = {}): Promise<void> {
    host = await startTeamsHost({
      port,
      apps: [await anAppPackage({ server: api.url }), await aBotPackage()],
      registrations: [],
      dataFolder: folder,
      people: demoPeople,
      log: captureLog().log,
      now: () => new Date(),
      randomBytes,
      page: files,
      ...options,
    });
  }
  async function stop(): Promise<void> {
    await host?.close();
    host = undefined;
  }

  const field = (): Locator => page.getByRole('textbox', { name: 'Type a message' });
  const lost = (): Locator => page.getByText('The local Teams host is not responding.', { exact: false }).first();
  const toast = (): Locator => page.locator('.fui-ToastTitle');
  const mark = (): Promise<void> => page.evaluate(() => void Object.assign(globalThis, { isSamePage: true }));
  const isSamePage = (): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'isSamePage'));

  async function become(name: string): Promise<void> {
    await page.getByRole('button', { name: /^Settings and account of/ }).click();
    await page.getByRole('menuitemradio', { name }).click();
    await page.getByRole('button', { name: `Settings and account of ${name}` }).waitFor();
  }

  it('continues by itself, as the same person, with its draft and new messages', async () => {
    await become('Daisy Phillips');
    await field().fill('A draft');
    await mark();
    await stop();
    await expectSoon(lost()).toBeVisible();
    await expectSoon(page.getByRole('button', { name: 'Try now' })).toBeVisible();
    await start();
    await expectSoon(lost()).toBeHidden();
    const karin = await sit({ open: () => openHostPage(url()) }, 'Karin Blair');
    await karin.say((await karin.conversation('groupChat')).id, 'Good morning');
    await expectSoon(page.getByRole('log', { name: 'Messages' })).toContainText('Good morning');
    await expectSoon(field()).toHaveValue('A draft');
    await page.getByRole('button', { name: 'Settings and account of Daisy Phillips' }).waitFor();
    expect(await isSamePage()).to.equal(true);
    await page.getByRole('button', { name: 'Send' }).click();
    await expectSoon(page.getByRole('log', { name: 'Messages' })).toContainText('A draft');
    await page.reload();
    await expectSoon(page.getByRole('log', { name: 'Messages' })).toContainText('Good morning');
    await expectSoon(field()).toHaveValue('');
  });

  it('keeps the text and the cards of a draft when the page is loaded again', async () => {
    await field().fill('See this');
    await page.getByRole('button', { name: 'Garden', exact: true }).click();
    await page.getByRole('dialog').getByRole('combobox').first().fill('fern');
    await page.getByRole('option').first().click();
    const card = page.getByRole('article', { name: /^Card to send/ });
    await card.waitFor();
    await page.reload();
    await card.waitFor();
    await expectSoon(field()).toHaveValue('See this');
  });

  it('is loaded again with a reason after a reset, and has neither person nor draft of before', async () => {
    await become('Daisy Phillips');
    await field().fill('A draft');
    await mark();
    await stop();
    await start({ reset: true });
    await page.getByRole('button', { name: 'Settings and account of Karin Blair' }).waitFor();
    await expectSoon(toast()).toHaveText(
      'The local Teams host did not know this browser any more, so the page was loaded again. You are Karin Blair.',
    );
    expect(await isSamePage()).to.equal(undefined);
    await become('Daisy Phillips');
    await expectSoon(field()).toHaveValue('');
  });

  it('is loaded again if the host has a new version of it', async () => {
    await mark();
    await stop();
    await start({ page: { ...files, js: Buffer.concat([files.js, Buffer.from('\n// new')]) } });
    await expectSoon.poll(() => isSamePage().catch(() => true)).toBe(undefined);
    await expectSoon(toast()).toHaveText('The local Teams host has a new version. You are Karin Blair.');
  });
});
