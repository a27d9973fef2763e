import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { JsonObject } from '../../src/foundation/json-value.ts';
import { bundlePage, type PageFiles } from '../../src/teams-host/page-api/page-files/bundle-page.ts';
import type { CardAnswer, DialogAnswer } from '../../src/teams-host/wire/answers.ts';
import {
  aBotApp,
  aBotMessage,
  aConversation,
  aMessage,
  anApp,
  aPersonalChat,
  aSessionView,
} from '../support/a-chat.ts';
import { someResults } from '../support/a-command.ts';
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
const session = aSessionView({ users: [karin, daisy], apps: [anApp(), aBotApp()] });

const text = (words: string, more: object = {}) => ({ type: 'TextBlock', text: words, wrap: true, ...more });
const aCard = (body: readonly object[], actions: readonly object[] = []): JsonObject => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body,
  actions,
});
const repairCard = aCard(
  [text('Oil change', { weight: 'Bolder', size: 'Large' }), text('Open', { color: 'Accent' })],
  [
    { type: 'Action.Execute', title: 'Start', verb: 'start', style: 'positive', data: { repairId: '1' } },
    {
      type: 'Action.ShowCard',
      title: 'Edit',
      card: aCard(
        [
          { type: 'Input.Text', id: 'title', label: 'Title', isRequired: true, errorMessage: 'Give it a title.' },
          { type: 'Input.Toggle', id: 'urgent', title: 'Urgent', value: 'false' },
        ],
        [{ type: 'Action.Execute', title: 'Save', verb: 'saveEdit', data: { repairId: '1' } }],
      ),
    },
  ],
);

/** Bots in the page, with a host that gives scripted answers; bot.test.ts covers the whole flow. */
describe('page of the local Teams host with a bot', function () {
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
    server.conversations = [aPersonalChat(), aConversation({ apps: aPersonalChat().apps })];
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

  const log = (): Locator => page.getByRole('log', { name: 'Messages' });
  const field = (): Locator => page.getByRole('textbox', { name: 'Type a message' });
  const openChat = async (name: RegExp): Promise<void> => {
    await page.goto(server.url);
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name }).click();
  };
  const writing = (): Locator => page.getByRole('region', { name: 'Write a message' });
  const extension = (name: string): Locator => writing().getByRole('button', { name, exact: true });
  const openBot = (): Promise<void> => openChat(/^Repairs bot/);
  const openGroup = (): Promise<void> => openChat(/^Project group/);
  const expectLastPost = () => expectSoon.poll(() => server.posts.at(-1));

  describe('chat', () => {
    it('shows messages of the bot with their markup, and updates and deletes them', async () => {
      const greeting = aBotMessage({ text: 'Hello **Karin**, see [this](https://repairs.example).\n\n- one\n- two' });
      server.messages = [greeting];
      await openBot();
      await expectSoon(log().locator('strong')).toHaveText('Karin');
      await expectSoon(log().getByRole('link', { name: 'this' })).toHaveAttribute('rel', 'noopener noreferrer');
      await expectAccessible(page);
      server.say('message', { ...greeting, text: 'Changed', editedAt: new Date().toISOString() });
      await log().getByText('Changed').waitFor();
      await log().getByText('Edited').waitFor();
      server.say('message', { ...greeting, text: '', deleted: true });
      await log().getByText('This message has been deleted.').waitFor();
    });

    it('shows hostile markup as text', async () => {
      const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
      server.messages = [
        aBotMessage({ id: 'b1', text: `${hostile}[x](javascript:document.title=1)` }),
        aBotMessage({ id: 'b2', textFormat: 'xml', text: `<b>bold</b>${hostile}<a href="javascript:x">y</a>` }),
      ];
      await openBot();
      await log().getByText('bold').waitFor();
      await expectSoon(log().locator('.message-text :is(img, script, a[href])')).toHaveCount(0);
      await expectSoon(page).toHaveTitle('Chat | Local Teams host');
    });

    it('sends a message once, and restores it if the host refuses it', async () => {
      await openBot();
      await field().fill('my repairs');
      await field().press('Enter');
      await log().getByText('my repairs').waitFor();
      await expectSoon(field()).toHaveValue('');
      await expectSoon
        .poll(() => server.posts)
        .toEqual([{ path: '/api/conversations/personal/messages', body: { text: 'my repairs' } }]);
      await page.route('**/messages', (route) => route.fulfill({ status: 422, json: { detail: 'Too long.' } }));
      await field().fill('another');
      await field().press('Enter');
      await page.getByText('Too long.').first().waitFor();
      await expectSoon(field()).toHaveValue('another');
      watch.forgive(/422/);
    });

    it('shows who is typing', async () => {
      await openBot();
      server.say('typing', {
        conversationId: 'personal',
        from: { kind: 'bot', id: 'bot', name: 'Repairs bot', appId: 'bot' },
      });
      await log().getByText('Repairs bot is typing…').waitFor();
      server.say('message', aBotMessage());
      await log().getByText('Repairs bot is typing…').waitFor({ state: 'detached' });
    });

    it('sends a suggested reply and then removes the suggestions', async () => {
      const suggestedActions = [{ title: 'My repairs', text: 'my repairs' }];
      server.messages = [aBotMessage({ suggestedActions })];
      await openBot();
      const suggestions = page.getByRole('list', { name: 'Suggested replies' });
      await suggestions.getByRole('button', { name: 'My repairs' }).click();
      await suggestions.waitFor({ state: 'detached' });
      await expectLastPost().toHaveProperty('body', { text: 'my repairs' });
    });

    it('offers the prompts of the bot', async () => {
      await openBot();
      await page.getByRole('button', { name: 'View prompts' }).click();
      await page.getByRole('menuitem', { name: /my repairs/ }).click();
      await expectSoon(field()).toHaveValue('my repairs');
    });

    it('requires the bot to be added before a message is sent to it', async () => {
      const [app] = aPersonalChat().apps;
      server.conversations = [
        aPersonalChat({ apps: app === undefined ? [] : [{ ...app, installed: false, canInstall: true }] }),
      ];
      server.take = () => {
        server.conversations = [aPersonalChat()];
        server.say('conversations', {});
      };
      await openBot();
      const add = page.getByRole('region', { name: 'Add Repairs bot' });
      await add.getByText('Ask for repairs').waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-add');
      await add.getByRole('button', { name: 'Add' }).click();
      await field().waitFor();
      await expectLastPost().toEqual({ path: '/api/conversations/personal/install', body: { appId: 'bot-app' } });
    });

    it('switches to the person chosen in another tab', async () => {
      await openBot();
      await page.getByRole('button', { name: 'Settings and account of Karin Blair' }).waitFor();
      server.session = { ...session, user: daisy };
      server.say('session', {});
      await page.getByRole('button', { name: 'Settings and account of Daisy Phillips' }).waitFor();
    });

    it('marks chats with unread messages', async () => {
      await openGroup();
      server.say('message', aBotMessage());
      await page.getByRole('button', { name: /Repairs bot .*Unread/ }).click();
      await log().getByText('Karin').waitFor();
      await expectSoon(page.getByText('Unread.')).toHaveCount(0);
    });

    it('groups the messages of a channel into threads, and replies in a thread', async () => {
      const channel = {
        kind: 'channel',
        id: 'channel',
        title: 'General',
        team: { id: 't', name: 'Operations' },
      } as const;
      server.conversations = [aConversation(channel)];
      const root = aMessage({ id: '1', conversationId: 'channel' });
      const other = aMessage({ id: '2', conversationId: 'channel', text: 'Who has the key?', sentAt: '2026-01-02' });
      server.messages = [root, other];
      await openChat(/^Operations/);
      await page.getByRole('button', { name: 'Reply to Daisy Phillips' }).first().click();
      await page.getByText('Reply to Daisy Phillips: The blue van').waitFor();
      await field().fill('I take it.');
      await field().press('Enter');
      const threads = log().locator('.thread');
      await threads.first().getByText('I take it.').waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-channel');
      await expectLastPost().toHaveProperty('body', { text: 'I take it.', replyToId: '1' });
    });

    it('edits, deletes and reacts to a message', async () => {
      const mine = aMessage({ from: { kind: 'person', id: '1', name: 'Karin Blair' }, text: 'Typo' });
      server.messages = [mine];
      await openGroup();
      const choose = async (...names: readonly string[]): Promise<void> => {
        await log()
          .getByText(/Typo|Right/)
          .first()
          .hover();
        await page.getByRole('button', { name: 'More options for your message' }).click();
        for (const name of names) {
          await page.getByRole('menuitem', { name }).click();
        }
      };
      await choose('Edit');
      await page.getByRole('textbox', { name: 'Edit the message' }).fill('Right');
      await page.getByRole('button', { name: 'Save' }).click();
      await choose('React', 'Heart');
      await choose('Delete');
      await expectSoon
        .poll(() => server.posts)
        .toEqual([
          { path: '/api/conversations/group/messages/1/edit', body: { text: 'Right' } },
          { path: '/api/conversations/group/messages/1/reactions', body: { type: 'heart', remove: false } },
          { path: '/api/conversations/group/messages/1/delete', body: {} },
        ]);
      server.say('message', { ...mine, reactions: [{ type: 'heart', people: ['Karin Blair'] }] });
      await page.getByRole('button', { name: /Heart: Karin Blair/, pressed: true }).waitFor();
      await expectAccessible(page);
    });
  });

  describe('mention', () => {
    it('is chosen with the keyboard and sent as markup', async () => {
      await openGroup();
      await field().pressSequentially('Hi @re');
      const options = page.getByRole('listbox', { name: 'People and apps' });
      await options.getByRole('option', { name: 'Repairs bot', selected: true }).waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-mention');
      await page.keyboard.press('Enter');
      await page.keyboard.type('my repairs');
      await page.keyboard.press('Enter');
      await log().locator('.mention').waitFor();
      await expectLastPost().toHaveProperty('body', { text: 'Hi <at>Repairs bot</at> my repairs' });
    });

    it('can be typed in full', async () => {
      await openGroup();
      await field().fill('@repairs bot help');
      await page.keyboard.press('Enter');
      await log().locator('.mention').waitFor();
      await expectLastPost().toHaveProperty('body', { text: '<at>Repairs bot</at> help' });
    });

    it('adds a bot that is not in the chat yet', async () => {
      const [app] = aPersonalChat().apps;
      server.conversations = [
        aConversation({ apps: app === undefined ? [] : [{ ...app, installed: false, canInstall: true }] }),
      ];
      await openGroup();
      await field().pressSequentially('@');
      await page.getByRole('option', { name: /Repairs bot/ }).click();
      await page.getByText('Repairs bot was added to this chat.').first().waitFor();
      await expectLastPost().toEqual({ path: '/api/conversations/group/install', body: { appId: 'bot-app' } });
      await expectSoon(field()).toHaveValue('@Repairs bot ');
    });

    it('closes its suggestions on Escape', async () => {
      await openGroup();
      await field().pressSequentially('@D');
      await page.getByRole('option', { name: 'Daisy Phillips' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('option').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await log().getByText('@D', { exact: true }).waitFor();
      await expectLastPost().toHaveProperty('body', { text: '@D' });
    });
  });

  describe('card in a message', () => {
    const message = aBotMessage({ text: '', attachments: [{ kind: 'card', card: repairCard }] });
    const card = (): Locator => log().getByRole('article', { name: 'Card of Repairs bot' });
    const answer = (value: CardAnswer | Promise<CardAnswer>): void => {
      server.take = () => value;
    };
    beforeEach(() => {
      server.messages = [message];
    });

    it('sends its action, shows progress, and then the returned card', async () => {
      const slow = Promise.withResolvers<CardAnswer>();
      answer(slow.promise);
      await openBot();
      await card().getByRole('button', { name: 'Start' }).click();
      await card().getByRole('progressbar', { name: 'Working' }).waitFor();
      await expectSoon(card()).toHaveAttribute('aria-busy', 'true');
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-card-busy');
      slow.resolve({ type: 'card', card: aCard([text('In progress')], [{ type: 'Action.Execute', title: 'Done' }]) });
      await card().getByText('In progress').waitFor();
      await expectLastPost().toEqual({
        path: '/api/conversations/personal/card-actions',
        body: {
          appId: 'bot',
          messageId: 'b1',
          trigger: 'manual',
          action: { type: 'Action.Execute', title: 'Start', verb: 'start', data: { repairId: '1' } },
          inputs: {},
        },
      });
      await expectSoon(card().locator(':focus')).toBeAttached();
    });

    it('requires its inputs before it sends them', async () => {
      answer({ type: 'toast', text: 'Saved.' });
      await openBot();
      await card().getByRole('button', { name: 'Edit' }).click();
      await card().getByRole('button', { name: 'Save' }).click();
      await card().getByText('Give it a title.').waitFor();
      expect(server.posts).to.deep.equal([]);
      await expectAccessible(page);
      await card().getByLabel('Title').fill('Oil leak');
      await card().getByLabel('Urgent').check();
      await card().getByRole('button', { name: 'Save' }).click();
      await log().getByText('Saved.').waitFor();
      await expectLastPost().toMatchObject({ body: { inputs: { title: 'Oil leak', urgent: 'true' } } });
      await expectSoon(card().getByLabel('Title')).toHaveValue('Oil leak');
    });

    it('keeps its inputs when the message gets a reaction', async () => {
      await openBot();
      await card().getByRole('button', { name: 'Edit' }).click();
      await card().getByLabel('Title').fill('Oil leak');
      server.say('message', { ...message, reactions: [{ type: 'like', people: ['Daisy Phillips'] }] });
      await page.getByRole('button', { name: /Like: Daisy Phillips/ }).waitFor();
      await expectSoon(card().getByLabel('Title')).toHaveValue('Oil leak');
    });

    it('shows a failure below itself', async () => {
      answer({ type: 'message', title: 'No access', text: 'You may not change it.', remedy: 'Ask Daisy.' });
      await openBot();
      await card().getByRole('button', { name: 'Start' }).click();
      await log().getByText('You may not change it. Ask Daisy.').waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-card-failed');
      await log().getByRole('button', { name: 'Dismiss' }).click();
      await expectSoon(log().getByText('No access')).toHaveCount(0);
    });

    it('repeats its action after sign-in', async () => {
      answer({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/1?signin=s1' });
      server.signInPage = `<!doctype html><title>x</title><body><script>
        new BroadcastChannel('teams-host').postMessage(
          { type: 'signInEnded', ok: true, signInId: 's1', state: '123456' }); window.close();</script>`;
      await openBot();
      await card().getByRole('button', { name: 'Start' }).click();
      await log().getByText('Sign in to use this button.').waitFor();
      await expectAccessible(page);
      answer({ type: 'toast', text: 'Started.' });
      await log().getByRole('button', { name: 'Sign in' }).click();
      await log().getByText('Started.').waitFor();
      await expectLastPost().toMatchObject({ body: { state: '123456' } });
    });

    it('refreshes itself automatically, once', async () => {
      const refresh = { type: 'Action.Execute', verb: 'refresh' };
      server.messages = [{ ...message, attachments: [{ kind: 'card', card: repairCard, refresh }] }];
      answer({ type: 'card', card: aCard([text('Done')]) });
      await openBot();
      await card().getByText('Done').waitFor();
      await page.waitForTimeout(200);
      expect(server.posts.map(({ body }) => (body as { trigger: string }).trigger)).to.deep.equal(['automatic']);
    });

    it('can open a dialog and submit it', async () => {
      const dialog: DialogAnswer = {
        type: 'dialog',
        title: 'Sure?',
        width: 'small',
        height: 'small',
        card: aCard([text('Really start?')], [{ type: 'Action.Submit', title: 'Yes', data: { sure: true } }]),
      };
      server.take = (path) => (path.endsWith('/dialog') ? { type: 'dialogMessage', text: 'It has begun.' } : dialog);
      await openBot();
      await card().getByRole('button', { name: 'Start' }).click();
      const shown = page.getByRole('dialog', { name: 'Sure?' });
      await shown.getByRole('button', { name: 'Yes' }).click();
      await page.getByRole('dialog').getByText('It has begun.').waitFor();
      await expectLastPost().toEqual({
        path: '/api/conversations/personal/dialog',
        body: { appId: 'bot', messageId: 'b1', data: { sure: true } },
      });
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('can be part of a carousel', async () => {
      const one = (title: string) => ({ kind: 'card', card: aCard([text(title)]) }) as const;
      server.messages = [
        { ...message, attachmentLayout: 'carousel', attachments: ['One', 'Two', 'Three', 'Four'].map(one) },
      ];
      await openBot();
      const carousel = log().getByRole('list', { name: '4 cards' });
      const width = await carousel.evaluate((element) => [element.scrollWidth, element.clientWidth]);
      expect(width[0]).to.be.greaterThan(width[1] ?? 0);
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-carousel');
    });

    it('handles client-side actions without calling the bot', async () => {
      const toggled = aCard(
        [text('More', { id: 'more', isVisible: false })],
        [{ type: 'Action.ToggleVisibility', title: 'Show', targetElements: ['more'] }],
      );
      server.messages = [{ ...message, attachments: [{ kind: 'card', card: toggled }] }];
      await openBot();
      await card().getByRole('button', { name: 'Show' }).click();
      await card().getByText('More').waitFor();
      expect(server.posts).to.deep.equal([]);
    });
  });

  describe('sign-in card in a message', () => {
    const signIn = aBotMessage({
      text: '',
      attachments: [
        {
          kind: 'signIn',
          text: 'Sign in to see repairs.',
          buttons: [{ title: 'Sign in', url: '/sign-in/1?signin=s1' }],
          connectionName: 'repairs',
        },
      ],
    });
    const card = (): Locator => log().getByRole('article', { name: 'Sign in to Repairs bot' });
    const end = (message: object): string =>
      `<!doctype html><title>x</title><body><script>
        new BroadcastChannel('teams-host').postMessage(${JSON.stringify({ type: 'signInEnded', ...message })});
        window.close();</script>`;
    beforeEach(() => {
      server.messages = [signIn];
      server.take = () => ({ type: 'done' });
    });

    it('sends the bot the verification code', async () => {
      server.signInPage = end({ ok: true, signInId: 's1', state: '123456' });
      await openBot();
      await expectAccessible(page);
      await card().getByRole('button', { name: 'Sign in' }).click();
      await card().getByText('You are signed in.').waitFor();
      await expectLastPost().toEqual({
        path: '/api/conversations/personal/verify-state',
        body: { appId: 'bot', state: '123456' },
      });
    });

    it('reports a failure to the bot and the person', async () => {
      server.signInPage = end({ ok: false, signInId: 's1', message: 'You did not agree.' });
      await openBot();
      await card().getByRole('button', { name: 'Sign in' }).click();
      await card().getByText('You did not agree.').waitFor();
      await expectLastPost().toEqual({
        path: '/api/conversations/personal/verify-state',
        body: { appId: 'bot', state: 'CancelledByUser' },
      });
      await card().getByRole('button', { name: 'Sign in' }).waitFor();
    });

    it('reports to the bot that the person closed the window', async () => {
      await openBot();
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        card().getByRole('button', { name: 'Sign in' }).click(),
      ]);
      await popup.close();
      await card().getByText('You closed the sign-in window before finishing.').waitFor();
      await expectLastPost().toHaveProperty('body', { appId: 'bot', state: 'CancelledByUser' });
    });
  });

  describe('message extension', () => {
    const openFlyout = async (): Promise<Locator> => {
      await openGroup();
      await extension('Repairs bot').click();
      return page.getByRole('dialog', { name: 'Repairs bot' });
    };
    const results = (): Locator => page.getByRole('listbox', { name: 'Results' });

    it('is listed beside another extension', async () => {
      await openGroup();
      await extension('Repairs').waitFor();
      await extension('Repairs bot').waitFor();
    });

    it('loads more results when its list is scrolled to the end', async () => {
      server.answer = (_id, _parameters, { skip = 0 }) => ({
        ...someResults(...Array.from({ length: 25 }, (_, index) => `Repair ${skip + index + 1}`)),
        hasMore: skip < 50,
      });
      await openFlyout();
      await results().getByRole('option', { name: 'Repair 25' }).scrollIntoViewIfNeeded();
      await results().getByRole('option', { name: 'Repair 50' }).scrollIntoViewIfNeeded();
      await results().getByRole('option', { name: 'Repair 75' }).waitFor();
      await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
      await expectSoon
        .poll(() => server.runs.map(({ skip, initialRun, conversationId }) => [skip, initialRun, conversationId]))
        .toEqual([0, 25, 50].map((skip) => [skip, true, 'group']));
      await expectAccessible(page);
    });

    it('requests the chosen card from the app if the preview has a tap action', async () => {
      const [result] = someResults('Oil change').results;
      server.answer = () => ({
        type: 'results',
        layout: 'list',
        results: result === undefined ? [] : [{ ...result, tap: { repairId: '1' } }],
      });
      server.take = () => someResults('Oil change, in full');
      await openFlyout();
      await results().getByRole('option').click();
      await page.getByRole('article', { name: 'Card to send: Oil change, in full' }).waitFor();
      await expectLastPost().toEqual({
        path: '/api/apps/bot-app/select',
        body: { conversationId: 'group', value: { repairId: '1' } },
      });
      await page.getByRole('button', { name: 'Send' }).click();
      await log().getByRole('article', { name: 'Card of Repairs bot' }).waitFor();
      await expectLastPost().toMatchObject({ body: { text: '', cards: [{ appId: 'bot-app' }] } });
    });

    it('shows the errors of the app in a dialog, and then the card that the dialog creates', async () => {
      const form = (problem?: string): DialogAnswer => ({
        type: 'dialog',
        title: 'Create repair',
        width: 'medium',
        height: 'small',
        card: aCard(
          [
            { type: 'Input.Text', id: 'title', label: 'Title', isRequired: true, errorMessage: 'Give it a title.' },
            ...(problem === undefined ? [] : [text(problem, { color: 'Attention' })]),
          ],
          [{ type: 'Action.Submit', title: 'Create', style: 'positive', data: { form: 1 } }],
        ),
      });
      server.take = (path) => (path.endsWith('/open') ? form() : form('There is one already.'));
      const flyout = await openFlyout();
      await flyout.getByRole('button', { name: 'Create repair' }).click();
      const dialog = page.getByRole('dialog', { name: 'Create repair' });
      const title = dialog.getByLabel('Title');
      await expectSoon(title).toBeFocused();
      await title.fill('Belt');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await dialog.getByText('There is one already.').waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-dialog');
      await expectLastPost().toEqual({
        path: '/api/apps/bot-app/commands/create/submit',
        body: { conversationId: 'group', context: 'compose', data: { form: 1, title: 'Belt' } },
      });
      server.take = () => someResults('Belt');
      await title.fill('Belt');
      await dialog.getByRole('button', { name: 'Create' }).click();
      await page.getByRole('article', { name: 'Card to send: Belt' }).waitFor();
      await dialog.waitFor({ state: 'detached' });
      await expectSoon(field()).toBeFocused();
    });

    it('opens a dialog from a message', async () => {
      server.messages = [aMessage()];
      server.take = () => ({ type: 'dialogMessage', text: 'Not today.' });
      await openGroup();
      await log().getByText('The blue van').hover();
      await page.getByRole('button', { name: 'More options for the message of Daisy Phillips' }).click();
      await page.getByRole('menuitem', { name: /Create repair/ }).click();
      await page.getByRole('dialog', { name: 'Create repair' }).getByText('Not today.').waitFor();
      await expectLastPost().toEqual({
        path: '/api/apps/bot-app/commands/create/open',
        body: { conversationId: 'group', context: 'message', messageId: '1' },
      });
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    });

    it('unfurls a link after sign-in, and removes the preview on request', async () => {
      server.take = () => ({ type: 'signIn', title: 'Sign in', url: '/sign-in/1', appId: 'bot-app' });
      server.signInPage = `<!doctype html><title>x</title><body><script>
        new BroadcastChannel('teams-host').postMessage({ type: 'signInEnded', ok: true, state: '123456' });
        window.close();</script>`;
      await openGroup();
      await field().fill('See https://repairs.example/repairs/1.');
      await page.getByText('Sign in to Repairs bot to see a preview of this link.').waitFor();
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-link-sign-in');
      server.take = () => ({ ...someResults('Oil change'), appId: 'bot-app' });
      await writing().getByRole('button', { name: 'Sign in' }).click();
      const preview = page.getByRole('article', { name: 'Preview of the link: Oil change' });
      await preview.waitFor();
      await expectLastPost().toHaveProperty('body', {
        conversationId: 'group',
        url: 'https://repairs.example/repairs/1',
        state: '123456',
      });
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-link');
      await page.getByRole('button', { name: /^Remove the preview/ }).click();
      await preview.waitFor({ state: 'detached' });
      await field().press('Enter');
      await log().getByRole('link').waitFor();
      await expectLastPost().toHaveProperty('body', { text: 'See https://repairs.example/repairs/1.' });
    });

    it('sends the preview of a link as a card', async () => {
      server.take = () => ({ ...someResults('Oil change'), appId: 'bot-app' });
      await openGroup();
      await field().fill('https://repairs.example/repairs/1');
      await page.getByRole('article', { name: 'Preview of the link: Oil change' }).waitFor();
      await field().press('Enter');
      await log().getByRole('article', { name: 'Card of Repairs bot' }).waitFor();
      await expectSoon(page.getByRole('article', { name: /Preview of the link/ })).toHaveCount(0);
    });

    it('fits a window of 320 pixels in the dark theme', async () => {
      await page.setViewportSize({ width: 320, height: 640 });
      await page.emulateMedia({ colorScheme: 'dark' });
      server.messages = [
        aBotMessage({ text: '', attachments: [{ kind: 'card', card: repairCard }] }),
        aBotMessage({
          id: 'b2',
          text: 'https://repairs.example/a-very-long-address-that-does-not-break',
          suggestedActions: [{ title: 'My repairs', text: 'my repairs' }],
        }),
      ];
      await page.goto(server.url);
      await page.getByRole('button', { name: 'Other chats' }).click();
      await page.getByRole('menuitemradio', { name: 'Repairs bot' }).click();
      await log().getByRole('article', { name: 'Card of Repairs bot' }).waitFor();
      await page.getByRole('menu').waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).to.equal(320);
      for (const part of await page.locator('.message, .chat-header > *, .adaptive-card').all()) {
        const place = await part.boundingBox();
        expect((place?.x ?? 0) + (place?.width ?? 0)).to.be.at.most(320);
      }
      await expectAccessible(page);
      await takeScreenshot(page, 'bot-page-320-dark');
    });
  });

  /** Pages of an app with the real teams-js, on another origin than the host. */
  describe('page of the app', () => {
    const require = createRequire(import.meta.url);
    let appUrl: string;
    const script = (name: string, body: string): void => void server.pages.set(name, { type: 'text/javascript', body });
    const aPage = (path: string, body: string): void =>
      void server.pages.set(path, {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>App</title><main><h1>Page of the app</h1><p id="who"></p>${body}</main>
          <script src="/block-requests.js"></script><script src="/teams-js.js"></script><script src="/app-page.js"></script>`,
      });

    beforeEach(async () => {
      appUrl = server.url.replace('127.0.0.1', 'localhost');
      script('/teams-js.js', await readFile(require.resolve('@microsoft/teams-js'), 'utf8'));
      script(
        '/block-requests.js',
        await readFile(new URL('../../src/web/public/block-requests.js', import.meta.url), 'utf8'),
      );
      script(
        '/app-page.js',
        `const { app, authentication, dialog } = microsoftTeams;
        app.initialize(['${server.url}']).then(() => app.getContext()).then((context) => {
          document.getElementById('who').textContent =
            [context.user.displayName, context.app.theme, context.page.frameContext, context.chat?.id].join(', ');
        });
        const on = (id, act) => document.getElementById(id)?.addEventListener('click', act);
        on('save', () => authentication.notifySuccess(JSON.stringify({ layout: 'grid' })));
        on('cancel', () => authentication.notifyFailure('CancelledByUser'));
        on('submit', () => dialog.url.submit({ title: 'Belt' }));
        on('grow', () => dialog.update.resize({ width: 800, height: 500 }));`,
      );
      aPage('/settings-page', '<button id="save">Save</button><button id="cancel">Cancel</button>');
      aPage('/dialog-page', '<button id="submit">Submit</button><button id="grow">Grow</button>');
    });

    const openSettings = async (): Promise<Page> => {
      server.take = (path) =>
        path.endsWith('/saved')
          ? { type: 'done' }
          : { type: 'settings', title: 'Settings', url: `${appUrl}/settings-page` };
      await openGroup();
      await extension('Repairs bot').click();
      await page.getByRole('button', { name: 'More options for Repairs bot' }).click();
      const [popup] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('menuitem', { name: 'Settings' }).click(),
      ]);
      await popup.getByText('Karin Blair, default, authentication, group').waitFor();
      return popup;
    };

    it('shows the settings and sends them, and fetches the results again', async () => {
      const popup = await openSettings();
      await page.getByRole('combobox').fill('belt');
      const asked = () => server.runs.map(({ parameters }) => Object.values(parameters).join()).filter(Boolean);
      await expectSoon.poll(asked).toEqual(['belt']);
      const closed = popup.waitForEvent('close');
      await popup.getByRole('button', { name: 'Save' }).click();
      await closed;
      await page.getByText('The settings of Repairs bot were saved.').first().waitFor();
      await expectSoon.poll(asked).toEqual(['belt', 'belt']);
      await expectLastPost().toEqual({
        path: '/api/apps/bot-app/settings/saved',
        body: { conversationId: 'group', state: '{"layout":"grid"}' },
      });
    });

    it('keeps the settings when cancelled', async () => {
      const popup = await openSettings();
      const closed = popup.waitForEvent('close');
      await popup.getByRole('button', { name: 'Cancel' }).click();
      await closed;
      await page.waitForTimeout(200);
      await expectLastPost().toHaveProperty('path', '/api/apps/bot-app/settings');
    });

    it('opens in a dialog, resizes it and submits', async () => {
      server.take = (path) =>
        path.endsWith('/open')
          ? { type: 'dialog', title: 'Create', width: 400, height: 300, url: `${appUrl}/dialog-page` }
          : someResults('Belt');
      await openGroup();
      await extension('Repairs bot').click();
      await page.getByRole('button', { name: 'Create repair' }).click();
      const dialog = page.getByRole('dialog', { name: 'Create' });
      const frame = dialog.frameLocator('iframe');
      await frame.getByText('Karin Blair, default, task, group').waitFor();
      await takeScreenshot(page, 'bot-page-dialog-page');
      const narrow = (await dialog.boundingBox())?.width ?? 0;
      await frame.getByRole('button', { name: 'Grow' }).click();
      await expectSoon.poll(async () => (await dialog.boundingBox())?.width).toBeGreaterThan(narrow);
      await frame.getByRole('button', { name: 'Submit' }).click();
      await page.getByRole('article', { name: 'Card to send: Belt' }).waitFor();
      await expectLastPost().toMatchObject({ body: { data: { title: 'Belt' } } });
    });

    it('says what a page must do that requests nothing, because it does not trust the host', async () => {
      aPage('/silent-page', '');
      script('/app-page.js', 'microsoftTeams.app.initialize();');
      server.take = () => ({ type: 'dialog', title: 'Create', width: 400, height: 300, url: `${appUrl}/silent-page` });
      await page.clock.install();
      await openGroup();
      await extension('Repairs bot').click();
      await page.getByRole('button', { name: 'Create repair' }).click();
      const dialog = page.getByRole('dialog', { name: 'Create' });
      await dialog.frameLocator('iframe').getByText('Page of the app').waitFor();
      await page.clock.runFor(10_000);
      await dialog.getByText(`app.initialize(['${server.url}'])`).waitFor();
      await takeScreenshot(page, 'bot-page-silent-page');
    });
  });
});
