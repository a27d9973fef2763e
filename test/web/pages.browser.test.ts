import { expect } from 'chai';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import {
  type ContextWatch,
  expectAccessible,
  expectSoon,
  takeScreenshot,
  watchContext,
} from '../support/watch-page.ts';
import { type ReceivedCall, startTeamsClient, type TeamsClient, type TeamsClientOptions } from './teams-client.ts';

describe('pages of the app in a browser', function () {
  this.timeout(120_000);
  let browser: Browser | undefined;
  let app: TestApp;
  let teams: TeamsClient;
  let context: BrowserContext;
  let watch: ContextWatch;

  before(async function () {
    browser = await launchBrowser();
    if (browser === undefined) {
      this.skip();
    }
    teams = await startTeamsClient();
    app = await startApp({ env: { TEAMS_ORIGINS: teams.url } });
  });

  after(async () => {
    await browser?.close();
    await app?.close();
    await teams?.close();
  });

  afterEach(async () => {
    expect(watch.complaints).to.deep.equal([]);
    expect(watch.requestsOffLoopback).to.deep.equal([]);
    await context.close();
  });

  /** `hasClock` installs a fake clock, which a test can fast-forward. */
  type Options = BrowserContextOptions & { readonly hasClock?: boolean };
  const openContext = async ({ hasClock, ...options }: Options = {}): Promise<void> => {
    context = await (browser as Browser).newContext({ viewport: { width: 640, height: 640 }, ...options });
    if (hasClock) {
      await context.clock.install();
    }
    context.setDefaultTimeout(30_000);
    watch = await watchContext(context);
  };
  const openOutsideTeams = async (address: string, options: Options = {}): Promise<Page> => {
    await openContext(options);
    const page = await context.newPage();
    await page.goto(app.url + address);
    return page;
  };
  const openInTeams = async (
    address: string,
    options: TeamsClientOptions = {},
    contextOptions: Options = {},
  ): Promise<{ client: Page; page: Page }> => {
    await openContext(contextOptions);
    const client = await context.newPage();
    await client.goto(`${teams.url}/?${new URLSearchParams(options as Record<string, string>)}`);
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      client.evaluate((url) => window.openPage(url), app.url + address),
    ]);
    await page.waitForLoadState();
    return { client, page };
  };
  const outcomeOf = async (client: Page): Promise<ReceivedCall> => {
    const outcome = await client.waitForFunction(() =>
      window.received.find(({ func }) => func.startsWith('authentication.authenticate.')),
    );
    return (await outcome.jsonValue()) as ReceivedCall;
  };
  const colourOf = (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.querySelector('main') as Element).backgroundColor);

  describe('/settings', () => {
    const save = async (page: Page): Promise<void> => page.getByRole('button', { name: 'Save' }).click();

    it('shows the current settings, passes the new ones to Teams, and closes', async () => {
      const { client, page } = await openInTeams('/settings?layout=grid&firstResults=mine');
      await expectSoon(page.getByLabel('Grid')).toBeChecked();
      await expectSoon(page.getByLabel('assigned to me')).toBeChecked();
      await takeScreenshot(page, 'web-settings');
      await page.getByLabel('List').check();
      const closed = page.waitForEvent('close');
      await save(page);
      const { func, args } = await outcomeOf(client);
      expect(func).to.equal('authentication.authenticate.success');
      expect(JSON.parse(String(args[0]))).to.deep.equal({ layout: 'list', firstResults: 'mine' });
      await closed;
    });

    it('passes a sign-out to Teams', async () => {
      const { client, page } = await openInTeams('/settings');
      await page.getByRole('button', { name: 'Sign out' }).click();
      expect(await outcomeOf(client)).to.deep.include({ args: ['{"signOut":true}'] });
    });

    it('passes the deletion of data to Teams once it is confirmed', async () => {
      const { client, page } = await openInTeams('/settings');
      const confirm = page.getByRole('button', { name: 'Delete and sign out' });
      await expectSoon(confirm).toBeHidden();
      await page.getByRole('button', { name: 'Delete my data' }).click();
      await expectSoon(confirm).toBeFocused();
      await takeScreenshot(page, 'web-settings-delete');
      await confirm.click();
      expect(await outcomeOf(client)).to.deep.include({ args: ['{"forget":true}'] });
    });

    it('reports a cancellation to Teams', async () => {
      const { client, page } = await openInTeams('/settings');
      await page.getByRole('button', { name: 'Cancel' }).click();
      expect(await outcomeOf(client)).to.deep.equal({
        func: 'authentication.authenticate.failure',
        args: ['CancelledByUser'],
      });
    });

    it('can be operated by keyboard alone', async () => {
      const { client, page } = await openInTeams('/settings');
      await page.keyboard.press('Tab');
      await expectSoon(page.getByRole('radio', { name: 'List' })).toBeFocused();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      expect((await outcomeOf(client)).args).to.deep.equal(['{"layout":"grid","firstResults":"mine"}']);
    });

    it('ignores unknown query parameters and values', async () => {
      const { page } = await openInTeams('/settings?layout=%3Cimg%20src=x%3E&firstResults=none&toString=1');
      await expectSoon(page.getByLabel('List')).toBeChecked();
      await expectSoon(page.getByLabel('All repairs')).toBeChecked();
    });

    it('also works in a frame', async () => {
      await openContext();
      const client = await context.newPage();
      await client.goto(teams.url);
      await client.evaluate((url) => window.framePage(url), `${app.url}/settings`);
      await client.frameLocator('iframe').getByRole('button', { name: 'Save' }).click();
      expect((await outcomeOf(client)).args).to.deep.equal(['{"layout":"list","firstResults":"all"}']);
    });

    it('follows the theme of Teams when it changes', async () => {
      const { client, page } = await openInTeams('/settings', { theme: 'dark' });
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
      expect(await colourOf(page)).to.equal('rgb(41, 41, 41)');
      await expectAccessible(page);
      await takeScreenshot(page, 'web-settings-dark');
      await client.evaluate(() => window.changeTheme('contrast'));
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'contrast');
      expect(await colourOf(page)).to.equal('rgb(0, 0, 0)');
      await expectAccessible(page);
      await takeScreenshot(page, 'web-settings-contrast');
      await client.evaluate(() => window.changeTheme('default'));
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'default');
      expect(await colourOf(page)).to.equal('rgb(255, 255, 255)');
    });

    it('shows outside Teams that it cannot save, and focuses that notice on save', async () => {
      const page = await openOutsideTeams('/settings');
      await page.getByRole('status').getByText('works only in Microsoft Teams').waitFor();
      await takeScreenshot(page, 'web-settings-alone');
      await expectAccessible(page);
      await save(page);
      await expectSoon(page.locator('#notice')).toBeFocused();
      await expectSoon(page.getByRole('button', { name: 'Save' })).toBeEnabled();
    });

    it('shows that it cannot save if its opener does not answer', async () => {
      const { page } = await openInTeams('/settings', { isSilent: true }, { hasClock: true });
      await save(page);
      await page.clock.fastForward(5000);
      await page.getByRole('status').getByText('works only in Microsoft Teams').waitFor();
    });

    it('shows that it cannot save in a frame context other than authentication', async () => {
      const { client, page } = await openInTeams('/settings', { frameContext: 'content' });
      await save(page);
      await page.getByRole('status').getByText('works only in Microsoft Teams').waitFor();
      expect(await client.evaluate(() => window.received.map(({ func }) => func))).not.to.include(
        'authentication.authenticate.success',
      );
    });

    it('ignores messages of an opener whose origin is not allowed', async () => {
      const stranger = await startTeamsClient();
      try {
        await openContext({ hasClock: true });
        const client = await context.newPage();
        await client.goto(stranger.url);
        const [page] = await Promise.all([
          context.waitForEvent('page'),
          client.evaluate((url) => window.openPage(url), `${app.url}/settings`),
        ]);
        await save(page);
        await page.clock.fastForward(5000);
        await page.getByRole('status').getByText('works only in Microsoft Teams').waitFor();
        expect(await client.evaluate(() => window.received.map(({ func }) => func))).to.deep.equal(['initialize']);
      } finally {
        await stranger.close();
      }
    });

    it('cannot be framed by a page whose origin is not allowed', async () => {
      const stranger = await startTeamsClient();
      try {
        await openContext();
        const client = await context.newPage();
        await client.goto(stranger.url);
        await client.evaluate((url) => window.framePage(url), `${app.url}/settings`);
        await client.waitForTimeout(500);
        await expectSoon(client.frameLocator('iframe').getByRole('button', { name: 'Save' })).toHaveCount(0);
        watch.forgive(/frame-ancestors/);
      } finally {
        await stranger.close();
      }
    });
  });

  describe('/sign-in-end', () => {
    it('passes the code to Teams and closes', async () => {
      const { client, page } = await openInTeams('/sign-in-end?code=123456');
      const closed = page.waitForEvent('close');
      expect(await outcomeOf(client)).to.deep.equal({
        func: 'authentication.authenticate.success',
        args: ['123456'],
      });
      await closed;
    });

    it('shows why the sign-in failed, and reports the failure to Teams when the person closes the page', async () => {
      const { client, page } = await openInTeams(
        '/sign-in-end?error=access_denied&error_description=Call%20%2B1%20900%20for%20help',
      );
      await page.getByText('You did not allow access.').waitFor();
      expect(page.url()).to.equal(`${app.url}/sign-in-end`);
      expect(await page.textContent('body')).not.to.include('900');
      await expectSoon(page).toHaveTitle('You are not signed in – Repairs');
      await takeScreenshot(page, 'web-sign-in-failed');
      await expectAccessible(page);
      await expectSoon(page.getByRole('button', { name: 'Close' })).toBeFocused();
      await page.keyboard.press('Enter');
      expect(await outcomeOf(client)).to.deep.equal({
        func: 'authentication.authenticate.failure',
        args: ['access_denied'],
      });
    });

    for (const query of ['', '?code=12345', '?code=1234567', '?code=123456&error=server_error', '?error=%3Cb%3Ex']) {
      it(`reports a failed sign-in for ${query || 'an empty query'}`, async () => {
        const { client, page } = await openInTeams(`/sign-in-end${query}`);
        await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
        await page.getByRole('button', { name: 'Close' }).click();
        expect(await outcomeOf(client)).to.deep.equal({
          func: 'authentication.authenticate.failure',
          args: ['server_error'],
        });
      });
    }

    it('shows that Teams did not open it, and removes the code from the address', async () => {
      const page = await openOutsideTeams('/sign-in-end?code=123456');
      await page.getByText('was not opened by Microsoft Teams').waitFor();
      expect(await page.textContent('body')).not.to.include('123456');
      expect(page.url()).to.equal(`${app.url}/sign-in-end`);
    });
  });

  describe('/repairs/:id', () => {
    it('explains what the link is, and copies it', async () => {
      const page = await openOutsideTeams('/repairs/1', { permissions: ['clipboard-read', 'clipboard-write'] });
      await page.getByRole('heading', { level: 1, name: 'This is a link to a repair' }).waitFor();
      await page.getByRole('button', { name: 'Copy link' }).click();
      await page.getByRole('status').getByText('Link copied.').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).to.equal(`${app.url}/repairs/1`);
      await takeScreenshot(page, 'web-repair');
    });
  });

  for (const address of ['/', '/privacy', '/terms', '/settings', '/sign-in-end', '/repairs/1']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`${address} is accessible at 320 pixels in ${colorScheme} colours, without horizontal scrolling`, async () => {
        const page = await openOutsideTeams(address, { viewport: { width: 320, height: 640 }, colorScheme });
        await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent !== 'One moment.');
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow).to.be.at.most(0);
        await takeScreenshot(page, `web-narrow-${colorScheme}${address.replaceAll('/', '-')}`);
      });
    }
  }
});
