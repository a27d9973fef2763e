import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { LoadedApp } from '../../src/teams-host/wire/loaded-app.ts';
import { aBotApp, aBotMessage, aConversation, anApp, aPersonalChat, aSessionView } from '../support/a-chat.ts';
import { someResults } from '../support/a-command.ts';
import { expectReachable } from '../support/expect-reachable.ts';
import type { PageServer } from '../support/page-server.ts';
import { setUpPage } from '../support/set-up-page.ts';
import { expectSoon, takeScreenshot } from '../support/watch-page.ts';

const viewports = [
  // A phone.
  { width: 320, height: 568 },
  // A window of 1280 × 800 at 200 % zoom.
  { width: 640, height: 400 },
] as const;

const names = ['Oil change', 'Brake pads', 'Wipers', 'Battery', 'Tyres', 'Mirror', 'Horn', 'Radio'];
const hop = {
  from: 'Teams host',
  to: 'App',
  request: 'GET http://127.0.0.1:3978/api/repairs?assignedTo=Karin%20Blair',
  status: 200,
  ms: 3,
  claims: { iss: 'http://127.0.0.1:3980', scope: 'repairs_read' },
  hasContent: true,
} as const;

for (const viewport of viewports) {
  describe(`page of the local Teams host at ${viewport.width} × ${viewport.height}`, function () {
    this.timeout(180_000);
    let server: PageServer;
    let page: Page;

    setUpPage(
      (fixture) => {
        ({ server, page } = fixture);
        const problem = 'manifest.json: composeExtensions[0].commands[0].description is longer than 128 characters.';
        const withProblem: LoadedApp = anApp({ problems: [problem] });
        server.session = aSessionView({ apps: [withProblem, aBotApp()], notices: ['A notice.'] });
        server.conversations = [aPersonalChat(), aConversation({ apps: aPersonalChat().apps })];
        server.answer = () => someResults(...names);
      },
      { viewport, colorScheme: 'light' },
    );
    beforeEach(async () => {
      await page.goto(server.url);
      await page.getByRole('textbox', { name: 'Type a message' }).waitFor();
    });

    const button = (name: string | RegExp): Locator => page.getByRole('button', { name });

    it('has each control of the chat within reach', async () => {
      await expectReachable(page, '.page');
      await takeScreenshot(page, `${viewport.width}-chat`);
      server.say('message', aBotMessage({ conversationId: 'group', text: 'word '.repeat(200) }));
      await expectSoon(page.getByRole('log')).toContainText('word');
      await expectReachable(page, '.page');
    });

    it('has room for several results, and each control of the flyout within reach', async () => {
      await button('Repairs bot').click();
      await page.getByRole('option').first().waitFor();
      await expectReachable(page, '.flyout');
      await takeScreenshot(page, `${viewport.width}-flyout`);
      const rows = await page.evaluate(() => {
        const list = document.querySelector('.outcome')?.getBoundingClientRect();
        const row = document.querySelector('[role="option"]')?.getBoundingClientRect();
        return list === undefined || row === undefined ? 0 : list.height / row.height;
      });
      expect(rows).to.be.greaterThan(3);
    });

    it('has the flow with its steps, bodies and earlier actions within reach', async () => {
      server.take = () => undefined;
      server.tell({ id: '1', action: 'Earlier', startedAt: '2026-01-01T08:00:00Z', hops: [hop, hop] });
      server.tell({ id: '2', action: 'List all repairs', startedAt: '2026-01-01T08:01:00Z', hops: [hop, hop, hop] });
      server.pages.set('/api/flows/2/hops/0', {
        type: 'application/json',
        body: JSON.stringify({ received: JSON.stringify({ text: 'x'.repeat(500) }, undefined, 2) }),
      });
      await button('Flow').click();
      const json = page.getByRole('dialog').locator('.hop-content').first();
      await json.locator('summary').click();
      await json.getByRole('button', { name: /^Copy/ }).waitFor();
      await expectReachable(page, '.flow-drawer');
      await takeScreenshot(page, `${viewport.width}-flow`);
      await page.locator('.flow-earlier summary').click();
      await expectReachable(page, '.flow-drawer');
    });

    it('has each item of its menus within reach', async () => {
      const menus: readonly (readonly [string | RegExp, string])[] = [
        ['Other chats', 'menuitemradio'],
        ['Apps in this chat', 'menuitem'],
        ['Apps', 'menuitem'],
        [/^Settings and account of/, 'menuitemradio'],
      ];
      for (const [name, role] of menus) {
        await page.getByRole('button', { name, exact: true }).click();
        await page.locator(`[role="${role}"]`).first().waitFor();
        await expectReachable(page, '[role="menu"]');
        await page.keyboard.press('Escape');
        await page.locator('[role="menu"]').waitFor({ state: 'detached' });
      }
    });

    it('has each control of a dialog within reach', async () => {
      const inputs = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((label) => ({
        type: 'Input.Text',
        id: label,
        label,
        isMultiline: true,
      }));
      const card = {
        type: 'AdaptiveCard',
        version: '1.5',
        body: inputs,
        actions: [{ type: 'Action.Submit', title: 'Save' }],
      };
      server.take = () => ({ type: 'dialog', title: 'Create a repair', card, height: 'large', width: 'large' });
      await button('Repairs bot').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Create repair' }).click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
      await expectReachable(page, '.task-dialog');
      await takeScreenshot(page, `${viewport.width}-dialog`);
    });
  });
}
