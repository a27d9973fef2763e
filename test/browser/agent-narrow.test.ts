import type { Locator, Page } from 'playwright-core';
import { aSessionView } from '../support/a-chat.ts';
import {
  aCitation,
  aConfirmationPrompt,
  aConnectionPrompt,
  aFunction,
  aFunctionResult,
  anAgent,
  anAgentApp,
  aWritingFunction,
} from '../support/an-agent.ts';
import { expectReachable } from '../support/expect-reachable.ts';
import type { PageServer } from '../support/page-server.ts';
import { setUpPage } from '../support/set-up-page.ts';
import { expectAccessible, expectSoon, takeScreenshot } from '../support/watch-page.ts';

const places = [
  // A phone.
  { width: 320, height: 568, colorScheme: 'light' },
  // A window of 1280 × 800 at 200 % zoom.
  { width: 640, height: 400, colorScheme: 'dark' },
  { width: 1280, height: 800, colorScheme: 'dark' },
] as const;

const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';

for (const { colorScheme, ...viewport } of places) {
  describe(`agent on the ${colorScheme} page at ${viewport.width} × ${viewport.height}`, function () {
    this.timeout(180_000);
    let server: PageServer;
    let page: Page;

    setUpPage(
      (fixture) => {
        ({ server, page } = fixture);
        // Descriptions for a model are long.
        const long = { description: 'It is about repairs. '.repeat(20) };
        const reads = ['findRepairs', 'getRepair', 'countRepairs'].map((name) => aFunction({ ...long, name }));
        const write = aWritingFunction(long);
        const plugins = anAgent().plugins.map((plugin) => ({ ...plugin, functions: [...reads, write] }));
        server.session = aSessionView({ apps: [anAgentApp({ plugins })] });
      },
      { viewport, colorScheme },
    );
    beforeEach(async () => {
      await page.goto(server.url);
      if (viewport.width < 960) {
        await page.getByRole('button', { name: 'Other chats' }).click();
        await page.getByRole('menuitemradio', { name: /Repairs agent/ }).click();
      } else {
        await page.getByRole('navigation', { name: 'Agents' }).getByRole('button').click();
      }
      await page.getByRole('heading', { level: 1, name: 'Repairs agent' }).waitFor();
    });

    const button = (name: string | RegExp): Locator => page.getByRole('main').getByRole('button', { name });
    /** Checks what the page shows now, and keeps a picture of it. */
    const expectUsable = async (name: string): Promise<void> => {
      await takeScreenshot(page, `${viewport.width}-${colorScheme}-agent-${name}`);
      await expectAccessible(page);
      await expectReachable(page, 'main');
    };

    it('has each control within reach, from the conversation starters to the result', async () => {
      const answers = [
        aConnectionPrompt({ data: [{ name: 'title', value: word.repeat(4) }] }),
        aConfirmationPrompt({ body: `**${word}**\n\n${word.repeat(3)}`, canAlwaysAllow: true }),
        { type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1', problem: 'It has expired.' },
        aFunctionResult({
          warnings: [`${word.repeat(3)} is too long.`],
          citations: [1, 2, 3].map((position) =>
            aCitation({ position, title: word.repeat(2), notes: [`${word.repeat(2)}.`] }),
          ),
        }),
      ];
      server.take = (path) => (path.endsWith('/call') ? answers.shift() : undefined);
      server.signInPage =
        '<!doctype html><title>Sign in</title><script>new BroadcastChannel("teams-host").postMessage({ type: "signInEnded", ok: true })</script>';
      await expectUsable('start');
      await button(/Create a repair/).click();
      await button(/^createRepair/).waitFor();
      await expectUsable('functions');
      await button(/^createRepair/).click();
      await button('Run').click();
      await page.getByText('title is required.').waitFor();
      await expectUsable('form');
      await page.getByLabel('title').fill(word.repeat(4));
      await button('Run').click();
      await page.getByRole('heading', { name: /^Allow Repairs agent/ }).waitFor();
      await expectUsable('connect');
      await button('Allow').click();
      await page.getByRole('heading', { name: 'Create the repair?' }).waitFor();
      await expectUsable('confirm');
      await button('Always allow').click();
      await button('Sign in').waitFor();
      await expectUsable('sign-in');
      await button('Sign in').click();
      await page.getByRole('heading', { name: 'Citations' }).waitFor();
      await button('Show card of citation 1').click();
      await page.getByRole('article', { name: 'Card of citation 1' }).waitFor();
      await page.getByText('JSON', { exact: true }).click();
      await expectUsable('result');
    });

    it('shows the whole of what the agent is', async () => {
      await button(/^More options/).click();
      await page.getByRole('menuitem', { name: 'What this agent is' }).click();
      const dialog = page.getByRole('dialog', { name: 'Repairs agent' });
      await dialog.waitFor();
      await expectReachable(page, '.agent-details');
      await takeScreenshot(page, `${viewport.width}-${colorScheme}-agent-details`);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expectSoon(dialog).toHaveCount(0);
      await expectSoon(button(/^More options/)).toBeFocused();
    });

    it('can be used with the keyboard alone', async () => {
      const answers = [aConfirmationPrompt(), aFunctionResult()];
      server.take = (path) => (path.endsWith('/call') ? answers.shift() : undefined);
      /** Moves with Tab until the control has the focus, and presses a key there. */
      const press = async (control: Locator, key: string): Promise<void> => {
        for (let count = 0; count < 40 && !(await isFocused(control)); count += 1) {
          await page.keyboard.press('Tab');
        }
        await expectSoon(control).toBeFocused();
        await page.keyboard.press(key);
      };
      await press(button(/Create a repair/), 'Enter');
      await press(button(/^createRepair/), 'Enter');
      await expectSoon(page.getByLabel('title')).toBeFocused();
      await expectSoon(page.getByLabel('title')).toBeInViewport();
      await page.keyboard.type('Brakes squeak');
      await press(page.getByLabel('urgent'), 'Space');
      await press(button('Run'), 'Enter');
      await expectSoon(page.getByRole('article', { name: 'Create the repair?' })).toBeFocused();
      await press(button('Allow'), 'Enter');
      await expectSoon(page.getByRole('article', { name: 'Answer of createRepair' })).toBeFocused();
      await press(button('Show card of citation 1'), 'Enter');
      await page.getByRole('article', { name: 'Card of citation 1' }).waitFor();
      await press(button('Change and call again'), 'Enter');
      await expectSoon(page.getByLabel('title')).toBeFocused();
      await expectSoon(page.getByLabel('title')).toHaveValue('Brakes squeak');
      await press(button('Other functions'), 'Enter');
      await expectSoon(button(/^createRepair/)).toBeFocused();
    });
  });
}

function isFocused(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}
