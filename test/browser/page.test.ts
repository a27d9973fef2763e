import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import type { Command } from '../../src/teams-host/wire/loaded-app.ts';
import type { SessionView } from '../../src/teams-host/wire/session.ts';
import { anApp, aSessionView } from '../support/a-chat.ts';
import { aCommand, aParameter, someResults } from '../support/a-command.ts';
import { launchBrowser } from '../support/browser.ts';
import { type PageServer, startPageServer } from '../support/page-server.ts';
import {
  type ContextWatch,
  expectAccessible,
  expectSoon,
  takeScreenshot,
  watchContext,
} from '../support/watch-page.ts';

const karin = { id: '1', name: 'Karin Blair', tenantId: 'c', tenantName: 'Contoso' };
const daisy = { ...karin, id: '2', name: 'Daisy Phillips' };

const aSession = ({
  commands = [aCommand()],
  problems = [],
}: {
  readonly commands?: readonly Command[];
  readonly problems?: readonly string[];
} = {}): SessionView =>
  aSessionView({
    users: [karin, daisy],
    apps: [anApp({ problems, extension: { kind: 'api', canUpdateConfiguration: false, linkDomains: [], commands } })],
  });

/** Answers that the real host rarely gives; compose-extension.test.ts covers the whole flow. */
describe('page of the local Teams host', function () {
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
    server = await startPageServer(files, aSession());
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    expect(watch.requestsOffLoopback).to.deep.equal([]);
    expect(watch.complaints).to.deep.equal([]);
  });
  after(async () => browser?.close());

  const openFlyout = async (): Promise<Locator> => {
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Repairs', exact: true }).click();
    return page.getByRole('dialog', { name: 'Repairs' });
  };
  const results = (): Locator => page.getByRole('listbox', { name: 'Results' });

  it('has a field for each type of parameter and sends their values', async () => {
    const choices = [
      { title: 'Open', value: 'open' },
      { title: 'Done', value: 'done' },
    ];
    server.session = aSession({
      commands: [
        aCommand({
          initialRun: false,
          parameters: [
            aParameter({ name: 'text', title: 'Text' }),
            aParameter({ name: 'status', title: 'Status', inputType: 'choiceset', choices, value: 'done' }),
            aParameter({ name: 'limit', title: 'How many', inputType: 'number' }),
            aParameter({ name: 'since', title: 'Since', inputType: 'date' }),
            aParameter({ name: 'urgent', title: 'Urgent only', inputType: 'toggle' }),
          ],
        }),
      ],
    });
    const flyout = await openFlyout();
    await flyout.getByRole('combobox', { name: 'Text' }).fill('brakes');
    await flyout.getByLabel('Status').selectOption('Open');
    await flyout.getByLabel('How many').fill('5');
    await flyout.getByLabel('Since').fill('2026-01-31');
    await flyout.getByRole('switch', { name: 'Urgent only' }).check();
    await flyout.getByText('Nothing found').first().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'page-fields');
    await expectSoon
      .poll(() => server.runs.at(-1)?.parameters)
      .toEqual({
        text: 'brakes',
        status: 'open',
        limit: '5',
        since: '2026-01-31',
        urgent: 'true',
      });
  });

  it('has fields for long text and times, and names a required field that is empty', async () => {
    server.session = aSession({
      commands: [
        aCommand({
          initialRun: false,
          parameters: [
            aParameter({ name: 'note', title: 'Note', inputType: 'textarea', required: true }),
            aParameter({ name: 'at', title: 'At', inputType: 'time' }),
          ],
        }),
      ],
    });
    const flyout = await openFlyout();
    await flyout.getByLabel('At').fill('13:30');
    await flyout.getByText('Fill in Note to search.').waitFor();
    expect(server.runs).to.deep.equal([]);
    await flyout.getByLabel('Note').fill('squeaks');
    await flyout.getByText('Nothing found').first().waitFor();
    await expectSoon.poll(() => server.runs.at(-1)?.parameters).toEqual({ note: 'squeaks', at: '13:30' });
  });

  it('has a tab for each command', async () => {
    const commands = [aCommand(), aCommand({ id: 'listParts', title: 'List parts' })];
    server.session = aSession({ commands });
    server.answer = (id) => someResults(id === 'listParts' ? 'Brake pad' : 'Oil change');
    const flyout = await openFlyout();
    await results()
      .getByRole('option', { name: /Oil change/ })
      .waitFor();
    await flyout.getByRole('tab', { name: 'List parts' }).click();
    await results()
      .getByRole('option', { name: /Brake pad/ })
      .waitFor();
    await expectSoon(flyout.getByRole('tab', { name: 'List parts' })).toBeFocused();
    await expectAccessible(page);
  });

  it('shows results in a grid and moves through it with the arrow keys', async () => {
    server.answer = () => ({ ...someResults('One', 'Two', 'Three', 'Four'), layout: 'grid' });
    await openFlyout();
    await results().waitFor();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
    }
    await expectSoon(results().getByRole('option', { selected: true })).toContainText('Four');
    await expectAccessible(page);
    await takeScreenshot(page, 'page-grid');
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: 'Card to send: Four' }).waitFor();
  });

  it('shows an icon in place of a picture that does not load', async () => {
    const [result] = someResults('Oil change').results;
    if (result === undefined) {
      throw new Error('Expected a result.');
    }
    const image = { url: `${server.url}/missing.png`, alt: 'Oil' };
    server.answer = () => ({
      type: 'results',
      layout: 'list',
      results: [{ ...result, preview: { ...result.preview, image } }],
    });
    await openFlyout();
    await results().locator('.result-image svg').waitFor();
    watch.forgive(/404/);
  });

  it('ignores the answer to a superseded request', async () => {
    const late = Promise.withResolvers<CommandAnswer>();
    server.answer = (_, { assignedTo }) => (assignedTo === 'Karin' ? late.promise : someResults('Newer'));
    const flyout = await openFlyout();
    const box = flyout.getByRole('combobox', { name: 'Assigned To' });
    await box.fill('Karin');
    await box.press('Enter');
    await flyout.getByRole('progressbar').waitFor();
    await takeScreenshot(page, 'page-waiting');
    await box.fill('Daisy');
    await results().getByRole('option', { name: /Newer/ }).waitFor();
    late.resolve(someResults('Older'));
    await page.waitForTimeout(100);
    await expectSoon(results().getByRole('option')).toHaveCount(1);
    await results().getByRole('option', { name: /Newer/ }).waitFor();
  });

  it('shows a failure with its remedy, and retries on request', async () => {
    server.answer = () => ({
      type: 'message',
      title: 'Repairs cannot be reached',
      text: 'Nothing answers at 127.0.0.1:3978.',
      remedy: 'Start the app.',
    });
    const flyout = await openFlyout();
    await flyout.getByText('Start the app.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'page-message');
    server.answer = () => someResults('Oil change');
    await flyout.getByRole('button', { name: 'Try again' }).click();
    await results().waitFor();
  });

  it('shows that the browser blocked the sign-in window', async () => {
    await page.addInitScript(() => {
      window.open = () => null;
    });
    server.answer = () => ({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1' });
    const flyout = await openFlyout();
    await flyout.getByRole('button', { name: 'Sign in' }).click();
    await flyout
      .getByText(/Allow pop-ups for this page/)
      .first()
      .waitFor();
    await expectAccessible(page);
  });

  it('waits for the sign-in window until cancelled, and keeps the focus', async () => {
    server.answer = () => ({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1' });
    const flyout = await openFlyout();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      flyout.getByRole('button', { name: 'Sign in' }).click(),
    ]);
    await takeScreenshot(page, 'page-signing-in');
    await expectAccessible(page);
    const cancel = flyout.getByRole('button', { name: 'Cancel' });
    await expectSoon(cancel).toBeFocused();
    const closed = popup.waitForEvent('close');
    await cancel.click();
    await closed;
    await flyout
      .getByText(/You closed the sign-in window/)
      .first()
      .waitFor();
    await expectSoon(flyout.getByRole('button', { name: 'Sign in' })).toBeFocused();
  });

  it('moves the focus to the flyout and back to its button', async () => {
    server.answer = () => someResults('Oil change');
    const flyout = await openFlyout();
    await expectSoon(flyout.getByRole('combobox', { name: 'Assigned To' })).toBeFocused();
    await page.keyboard.press('Escape');
    await flyout.waitFor({ state: 'detached' });
    await expectSoon(page.getByRole('button', { name: 'Repairs', exact: true })).toBeFocused();
  });

  it('opens the flyout from the list of apps', async () => {
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Apps' }).click();
    await page.getByRole('menuitem', { name: /Repairs/ }).click();
    await page.getByRole('dialog', { name: 'Repairs' }).waitFor();
  });

  it('removes a card from the message', async () => {
    server.answer = () => someResults('Oil change');
    await openFlyout();
    await results()
      .getByRole('option', { name: /Oil change/ })
      .click();
    await page.getByRole('button', { name: 'Remove the card Oil change' }).click();
    await expectSoon(page.getByRole('article', { name: /Card to send/ })).toHaveCount(0);
    await expectSoon(page.getByRole('textbox', { name: 'Type a message' })).toBeFocused();
  });

  it('shows hostile text in a card as text', async () => {
    const [result] = someResults('Oil change').results;
    const text = '[click](javascript:document.title=1) <img src=x onerror="document.title=1"> **bold**';
    const card = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text, wrap: true }],
      actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'javascript:document.title=1' }],
    };
    server.answer = () => ({ type: 'results', layout: 'list', results: result ? [{ ...result, card }] : [] });
    await openFlyout();
    await results().getByRole('option').first().click();
    const shown = page.getByRole('article', { name: 'Card to send: Oil change' });
    await expectSoon(shown.locator('strong')).toHaveText('bold');
    await expectSoon(shown.locator('a, img')).toHaveCount(0);
    await shown.getByRole('link', { name: 'Open' }).click();
    await shown.getByText(/does not open/).waitFor();
    await expectSoon(page).toHaveTitle('Chat | Local Teams host');
  });

  it('explains that a card cannot be shown', async () => {
    const [result] = someResults('Oil change').results;
    server.answer = () => ({ type: 'results', layout: 'list', results: result ? [{ ...result, card: null }] : [] });
    await openFlyout();
    await results().getByRole('option').first().click();
    await page.getByText(/This card (cannot be shown|is empty)/).waitFor();
  });

  it('shows problems of the app package', async () => {
    server.session = aSession({ problems: ['The manifest has no icon.'] });
    await page.goto(server.url);
    await page.getByText('The manifest has no icon.').waitFor();
    await expectAccessible(page);
  });

  it('shows the error of an unavailable host, and retries on request', async () => {
    const session = server.session;
    await page.route('**/api/session', (route) => route.fulfill({ status: 503, json: { detail: 'Not yet.' } }));
    await page.goto(server.url);
    await page.getByText('Not yet.').waitFor();
    await expectAccessible(page);
    await page.unroute('**/api/session');
    server.session = session;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Project group – Contoso' }).waitFor();
    watch.forgive(/503/);
  });

  it('shows hops as they happen, and which one failed', async () => {
    await page.goto(server.url);
    const panel = page.getByRole('complementary', { name: 'Flow' });
    await panel.getByText(/who called whom/).waitFor();
    const startedAt = new Date().toISOString();
    const query = { from: 'Person', to: 'Teams host', request: 'List all repairs', ms: 0 } as const;
    server.tell({ id: '1', action: 'List all repairs', startedAt, hops: [query] });
    await panel.getByRole('listitem').first().waitFor();
    const rejected = {
      from: 'Teams host',
      to: 'App',
      request: 'GET http://127.0.0.1:3978/api/repairs',
      status: 401,
      ms: 8,
      claims: { aud: 'api://other' },
      failure: { why: 'The token is for another audience.', remedy: 'Register api://repairs.' },
    } as const;
    server.tell({ id: '1', action: 'List all repairs', startedAt, hops: [query, rejected] });
    await panel.getByText('Register api://repairs.').waitFor();
    await panel.getByText('Claims of the access token').click();
    await panel.getByRole('row', { name: /aud .*api:\/\/other/ }).waitFor();
    await page.getByRole('status').filter({ hasText: 'step 2 of 2 failed' }).waitFor({ state: 'attached' });
    await expectAccessible(page);
    await takeScreenshot(page, 'page-flow-failure');

    server.tell({ id: '2', action: 'Send a message', startedAt, hops: [query] });
    const earlier = panel.locator('.flow-earlier summary');
    await earlier.waitFor();
    expect(await earlier.textContent()).to.match(/^List all repairs \d+:\d+ [AP]M failed$/);
  });

  it('offers a choice without a value only where none is required', async () => {
    const field = (name: string, required: boolean) =>
      aParameter({ name, title: name, required, inputType: 'choiceset', choices: [{ title: 'Open', value: 'open' }] });
    server.session = aSession({
      commands: [aCommand({ initialRun: false, parameters: [field('status', true), field('other', false)] })],
    });
    const flyout = await openFlyout();
    const options = (name: string) => flyout.getByLabel(name).locator('option').allTextContents();
    expect(await options('status')).to.deep.equal(['Choose one', 'Open']);
    expect(await options('other')).to.deep.equal(['Any', 'Open']);
    await flyout.getByLabel('status').selectOption('Open');
    expect(await options('status')).to.deep.equal(['Open']);
  });

  it('fits a window of 320 pixels', async () => {
    server.answer = () => someResults('Oil change', 'Suspension and steering repairs');
    await page.setViewportSize({ width: 320, height: 640 });
    const flyout = await openFlyout();
    await results().waitFor();
    await expectAccessible(page);
    const box = await flyout.boundingBox();
    expect(box?.x).to.be.within(0, 16);
    expect((box?.x ?? 0) + (box?.width ?? 0)).to.be.within(300, 320);
    await takeScreenshot(page, 'page-320-flyout');
    await results().getByRole('option').first().click();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByRole('article', { name: 'Card of Repairs' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
    for (const part of await page.locator('.message, .title-bar > *').all()) {
      const place = await part.boundingBox();
      if (place !== null) {
        expect(place.x + place.width).to.be.at.most(320);
      }
    }
    await takeScreenshot(page, 'page-320-chat');
    await page.getByRole('button', { name: 'Flow' }).click();
    await page.getByRole('dialog', { name: 'Flow' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Flow' }).waitFor({ state: 'detached' });
  });

  it('outlines the selected result in high contrast', async () => {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce', colorScheme: 'dark' });
    server.answer = () => someResults('Oil change');
    await openFlyout();
    await results().waitFor();
    await page.keyboard.press('ArrowDown');
    const outline = await results()
      .getByRole('option', { selected: true })
      .evaluate((option) => getComputedStyle(option).outlineStyle);
    expect(outline).to.equal('solid');
    await takeScreenshot(page, 'page-high-contrast');
  });

  it('has no motion if the person prefers that', async () => {
    await openFlyout();
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      await page.emulateMedia({ reducedMotion });
      const names = await page.evaluate(() => {
        const moving = document.body.appendChild(document.createElement('div'));
        moving.style.cssText = 'animation: spin 1s infinite; transition: opacity 1s';
        const { animationName, transitionProperty } = getComputedStyle(moving);
        moving.remove();
        return [animationName, transitionProperty];
      });
      expect(names, reducedMotion).to.deep.equal(reducedMotion === 'reduce' ? ['none', 'none'] : ['spin', 'opacity']);
    }
  });
});
