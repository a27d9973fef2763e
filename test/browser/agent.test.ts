import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { World } from '../../src/dev/world.ts';
import { bundlePage } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
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

const agentName = 'Repairs (local)';

/** What a person does with the agent in one browser. */
interface AgentUser {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: ContextWatch;
  /** A button of the conversation. */
  button(name: string | RegExp): Locator;
  /** The newest answer of a function. */
  answer(functionName: string): Locator;
  openAgent(): Promise<void>;
  /** Chooses a function and fills in its form. */
  fill(functionName: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** Runs the function whose form is open, and allows what the host asks. */
  run(...prompts: readonly RegExp[]): Promise<void>;
  signIn(name: string): Promise<void>;
}

/** The app, the authorization server and the local Teams host as `npm run dev` starts them, and two people. */
describe('agent that finds and changes repairs', function () {
  this.timeout(300_000);
  let browser: Browser;
  let world: World;
  const users: AgentUser[] = [];

  before(async function () {
    const launched = await launchBrowser();
    if (launched === undefined) {
      this.skip();
    }
    browser = launched;
    world = await startTestWorld({ page: await bundlePage() });
  });
  afterEach(async function () {
    for (const { context } of users) {
      await printPagesOfFailure(this.currentTest, context);
    }
  });
  after(async () => {
    await Promise.all(users.map(({ context }) => context.close()));
    await browser?.close();
    await world?.close();
  });

  async function newUser(): Promise<AgentUser> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    context.setDefaultTimeout(30_000);
    const watch = await watchContext(context);
    const page = await context.newPage();
    const main = page.getByRole('main');
    const user: AgentUser = {
      page,
      context,
      watch,
      button: (name) => main.getByRole('button', { name }),
      answer: (functionName) => main.getByRole('article', { name: `Answer of ${functionName}` }).last(),
      async openAgent() {
        await page.getByRole('navigation', { name: 'Agents' }).getByRole('button', { name: agentName }).click();
        await page.getByRole('list', { name: 'Conversation starters' }).waitFor();
      },
      async fill(functionName, values) {
        await main.getByRole('button', { name: new RegExp(`^${functionName}`) }).click();
        const form = page.getByRole('form', { name: functionName });
        for (const [name, value] of Object.entries(values)) {
          await form.getByLabel(new RegExp(`^${name}\\b`)).fill(value);
        }
      },
      async run(...prompts) {
        await user.button('Run').click();
        for (const prompt of prompts) {
          const card = main.getByRole('article', { name: prompt }).last();
          await card.getByRole('button', { name: 'Allow', exact: true }).click();
        }
      },
      async signIn(name) {
        const [popup] = await Promise.all([page.waitForEvent('popup'), user.button('Sign in').click()]);
        await popup.getByRole('radio', { name }).check();
        await popup.getByLabel('Password').fill('repairs');
        await popup.getByRole('button', { name: 'Sign in' }).click();
        const closed = popup.waitForEvent('close');
        await popup.getByRole('button', { name: 'Allow' }).click();
        await closed;
      },
    };
    users.push(user);
    await page.goto(world.teamsHostUrl);
    return user;
  }

  it('finds, creates, changes and deletes a repair, asks before each change, and does not overwrite another’s', async () => {
    const karin = await newUser();
    await karin.openAgent();
    await expectAccessible(karin.page);
    await takeScreenshot(karin.page, 'agent-story-1-start');

    // Find: the first use of the plugin, and of the API.
    await karin.button(/Find repairs about brakes/).click();
    await takeScreenshot(karin.page, 'agent-story-2-functions');
    await karin.fill('findRepairs', { text: 'brakes' });
    await karin.run(/connect/);
    await karin.button('Sign in').waitFor();
    await takeScreenshot(karin.page, 'agent-story-3-sign-in');
    await karin.signIn('Karin Blair');
    await karin.answer('findRepairs').getByRole('heading', { name: 'Citations' }).waitFor();
    const link = karin.answer('findRepairs').getByRole('link').first();
    await expectSoon(link).toHaveAttribute('href', /^http/);
    await karin.button('Show card of citation 1').click();
    await karin.page.getByRole('article', { name: 'Card of citation 1' }).waitFor();
    await expectAccessible(karin.page);
    await takeScreenshot(karin.page, 'agent-story-4-found');

    // Create: nothing is sent before the confirmation.
    await karin.button('Call another function').click();
    await karin.fill('createRepair', {
      title: 'Brakes of the blue van',
      description: 'They squeak.',
      assignedTo: 'Karin Blair',
    });
    await karin.button('Run').click();
    const confirmation = karin.page.getByRole('article', { name: 'Create this repair?' });
    await confirmation.getByRole('row', { name: /title Brakes of the blue van/ }).waitFor();
    await takeScreenshot(karin.page, 'agent-story-5-confirm');
    await confirmation.getByRole('button', { name: 'Allow' }).click();
    await karin.answer('createRepair').getByRole('link', { name: 'Brakes of the blue van' }).waitFor();

    // Somebody else changes it first.
    const daisy = await newUser();
    await daisy.page.getByRole('button', { name: /Settings and account/ }).click();
    await daisy.page.getByRole('menuitemradio', { name: /Daisy/ }).click();
    await expectSoon(daisy.page.getByRole('button', { name: 'Settings and account of Daisy Phillips' })).toBeVisible();
    await daisy.openAgent();
    await daisy.button(/Set the status/).click();
    await daisy.fill('findRepairs', { text: 'blue van' });
    await daisy.run(/connect/);
    await daisy.signIn('Daisy Phillips');
    await daisy.answer('findRepairs').getByRole('heading', { name: 'Citations' }).waitFor();
    await daisy.button('Call another function').click();
    await daisy.fill('updateRepair', { description: 'They squeak when it rains.' });
    await takeOver(daisy, /^Brakes of the blue van .*version 1/);
    await daisy.run(/Change this repair\?/);
    await daisy.answer('updateRepair').getByText('Status 200').waitFor();

    // Karin's change is refused with the current state, and succeeds with its version.
    await karin.button('Call another function').click();
    await karin.fill('updateRepair', { title: 'Brakes of the blue van squeak' });
    await takeOver(karin, /^Brakes of the blue van .*version 1/);
    await karin.run(/Change this repair\?/);
    await karin.answer('updateRepair').getByText('Status 412').waitFor();
    await karin.answer('updateRepair').getByText('They squeak when it rains.').waitFor();
    await takeScreenshot(karin.page, 'agent-story-6-conflict');
    await karin.button('Change and call again').click();
    await takeOver(karin, /^Brakes of the blue van .*version 2/);
    await karin.run(/Change this repair\?/);
    await karin.answer('updateRepair').getByText('Status 200').waitFor();
    await karin.answer('updateRepair').getByRole('link', { name: 'Brakes of the blue van squeak' }).waitFor();

    await karin.button('Call another function').click();
    await karin.fill('deleteRepair', {});
    await takeOver(karin, /version 3/);
    await karin.run(/Delete this repair permanently\?/);
    await karin.answer('deleteRepair').getByText('Status 204').waitFor();
    await takeScreenshot(karin.page, 'agent-story-7-deleted');

    // After signing out, the next call asks again.
    await karin.button(`More options for ${agentName}`).click();
    await karin.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await karin.page.getByText(`You are signed out of ${agentName}.`).last().waitFor();
    await karin.button('Call another function').click();
    await karin.fill('findRepairs', { text: 'blue van' });
    await karin.run();
    await expectSoon(karin.button('Sign in')).toBeFocused();
    await expectAccessible(karin.page);

    for (const { watch } of users) {
      expect(watch.requestsOffLoopback).to.deep.equal([]);
      expect(watch.complaints).to.deep.equal([]);
    }
  });
});

/** Takes the id and the version of an object over into the form. */
async function takeOver({ page }: AgentUser, label: RegExp): Promise<void> {
  const select = page.getByLabel('Take over from an earlier answer');
  const option = select.locator('option').filter({ hasText: label });
  await select.selectOption((await option.first().textContent()) ?? '');
}
