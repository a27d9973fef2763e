import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import type { FunctionAnswer, FunctionCallRequest } from '../../src/teams-host/wire/agent.ts';
import { anApp, aSessionView } from '../support/a-chat.ts';
import {
  aCitation,
  aConfirmationPrompt,
  aConnectionPrompt,
  aFunction,
  aFunctionResult,
  anAgent,
  anAgentApp,
} from '../support/an-agent.ts';
import type { PageServer } from '../support/page-server.ts';
import { setUpPage } from '../support/set-up-page.ts';
import { type ContextWatch, expectAccessible, expectSoon, takeScreenshot } from '../support/watch-page.ts';

/** Every answer of a scripted host to the call of a function; agent.test.ts covers the real one. */
describe('agent on the page of the local Teams host', function () {
  this.timeout(120_000);
  let server: PageServer;
  let page: Page;
  let watch: ContextWatch;

  setUpPage((fixture) => {
    ({ server, page, watch } = fixture);
    server.session = aSessionView({ apps: [anApp(), anAgentApp()] });
  });

  const calls = (): readonly FunctionCallRequest[] =>
    server.posts.filter(({ path }) => path.endsWith('/agent/call')).map(({ body }) => body as FunctionCallRequest);
  /** Answers each call with the next of these, and then with the last. */
  const answerWith = (...answers: readonly (FunctionAnswer | Promise<FunctionAnswer>)[]): void => {
    let count = 0;
    server.take = (path) => {
      if (!path.endsWith('/agent/call')) {
        return undefined;
      }
      count += 1;
      return answers[Math.min(count, answers.length) - 1];
    };
  };
  const button = (name: string | RegExp): Locator => page.getByRole('main').getByRole('button', { name });
  const openAgent = async (): Promise<void> => {
    await page.goto(server.url);
    await page
      .getByRole('navigation', { name: 'Agents' })
      .getByRole('button', { name: /Repairs agent/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Repairs agent' }).waitFor();
  };
  const callFind = async (): Promise<void> => {
    await openAgent();
    await button(/Which repairs are open/).click();
    await button(/^findRepairs/).click();
    await button('Run').click();
  };
  const answer = (): Locator => page.getByRole('region', { name: 'Answer of findRepairs' });

  it('offers the conversation starters and the disclaimer of the agent', async () => {
    await openAgent();
    await expectSoon(page.getByRole('list', { name: 'Conversation starters' }).getByRole('button')).toHaveCount(2);
    await page.getByText('Check what the agent says.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-start');
  });

  it('shows the functions as the model sees them after a conversation starter', async () => {
    await openAgent();
    await button(/Which repairs are open/).click();
    const functions = page.getByRole('region', { name: 'Functions that the model could choose' });
    await expectSoon(functions).toBeFocused();
    await expectSoon(functions.getByRole('button')).toHaveCount(2);
    await functions.getByText('Use it for everything about repairs of vehicles.').waitFor();
    await functions.getByText('POST /api/repairs').waitFor();
    await functions.getByText('asks first').waitFor();
    await page.getByText('There is no language model here.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-functions');
  });

  it('calls a function with typed arguments and the words of the person', async () => {
    answerWith(aFunctionResult());
    await openAgent();
    await page.getByRole('textbox', { name: 'Type a message' }).fill('Are there brakes to repair?');
    await page.keyboard.press('Enter');
    await button(/^findRepairs/).click();
    const form = page.getByRole('form', { name: 'findRepairs' });
    await expectSoon(form.getByLabel('text')).toBeFocused();
    await form.getByLabel('text').fill('brakes');
    await form.getByLabel('status').selectOption('open');
    await expectSoon(form.getByLabel('limit')).toHaveValue('10');
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-form');
    await form.getByLabel('text').press('Enter');
    await expectSoon(answer()).toBeFocused();
    expect(calls()).to.deep.equal([
      {
        pluginId: 'repairsPlugin',
        functionName: 'findRepairs',
        arguments: { text: 'brakes', status: 'open', limit: 10 },
        prompt: 'Are there brakes to repair?',
      },
    ]);
  });

  it('names the fields that cannot be sent, and focuses the first of them', async () => {
    await openAgent();
    await button(/Create a repair/).click();
    await button(/^createRepair/).click();
    await page.getByLabel('hours').fill('two');
    await button('Run').click();
    await expectSoon(page.getByLabel('title')).toBeFocused();
    await page.getByText('title is required.').waitFor();
    await page.getByText('Enter a number, for example 2.5.').waitFor();
    await expectSoon(page.getByLabel('title')).toHaveAccessibleDescription(/title is required/);
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-form-problems');
    await page.getByLabel('title').fill('Brakes');
    await expectSoon(page.getByText('title is required.')).toHaveCount(0);
    expect(calls()).to.deep.equal([]);
  });

  it('shows what the model would receive, and its citations with cards', async () => {
    const withoutLink = aCitation({ position: 2, title: 'Oil change', subtitle: undefined, url: undefined });
    answerWith(
      aFunctionResult({
        model: { ...aFunctionResult().model, items: 27, itemsCut: 2, isCut: true, tokens: 4096 },
        warnings: ['The response has 27 items. Copilot reads the first 25.'],
        citations: [
          aCitation(),
          { ...withoutLink, card: undefined, notes: ['It has no URL, so it cannot be opened.'] },
        ],
      }),
    );
    await callFind();
    await answer().getByText('4,096 of 4,096 tokens').last().waitFor();
    await answer().getByText('27 items. 2 of them are cut off').waitFor();
    await answer().getByText('Copilot reads the first 25.').waitFor();
    const link = answer().getByRole('link', { name: 'Brakes squeak' });
    await expectSoon(link).toHaveAttribute('href', 'https://repairs.example/repairs/1');
    await expectSoon(link).toHaveAttribute('target', '_blank');
    await expectSoon(link).toHaveAttribute('rel', 'noopener noreferrer');
    await expectSoon(answer().getByRole('link')).toHaveCount(1);
    await answer().getByText('It has no URL, so it cannot be opened.').waitFor();

    await answer().getByText('JSON', { exact: true }).click();
    await answer().getByText('"version": 2').waitFor();
    await button('Show card of citation 1').click();
    const card = page.getByRole('article', { name: 'Card of citation 1' });
    await card.getByText('The brakes of the blue van squeak.').waitFor();
    await card.getByRole('button', { name: 'Close' }).click();
    await card.getByText(/does not send this button to an API plugin/).waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-result');
    await button('Hide card of citation 1').click();
    await expectSoon(card).toHaveCount(0);
  });

  it('asks before the first use of a plugin and before a change, and sends the consent', async () => {
    answerWith(aConnectionPrompt(), aConfirmationPrompt(), aFunctionResult({ status: 201 }));
    await openAgent();
    await button(/Create a repair/).click();
    await button(/^createRepair/).click();
    await page.getByLabel('title').fill('Brakes squeak');
    await page.getByLabel('tags').fill('van\n\nblue');
    await page.getByLabel('urgent').check();
    await button('Run').click();

    const connect = page.getByRole('region', { name: 'Allow Repairs agent to connect to Repairs?' });
    await expectSoon(connect).toBeFocused();
    await expectSoon(connect.getByRole('row', { name: /text brakes/ })).toBeVisible();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-connect');
    await connect.getByRole('button', { name: 'Allow' }).click();

    const confirm = page.getByRole('region', { name: 'Create the repair?' });
    await expectSoon(confirm).toBeFocused();
    await expectSoon(confirm.locator('li strong')).toHaveText('Title');
    await expectSoon(confirm.getByRole('button')).toHaveText(['Allow', 'Cancel']);
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-confirm');
    await confirm.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('region', { name: 'Answer of createRepair' }).waitFor();
    expect(calls().map(({ consent }) => consent)).to.deep.equal([undefined, { id: 'connect-1' }, { id: 'confirm-1' }]);
    expect(calls().map((call) => call.arguments)).to.deep.equal(
      Array(3).fill({ title: 'Brakes squeak', tags: ['van', 'blue'], urgent: true }),
    );
  });

  it('offers “always allow” only where the host does', async () => {
    answerWith(aConfirmationPrompt({ canAlwaysAllow: true }), aFunctionResult());
    await callFind();
    await button('Always allow').click();
    await answer().waitFor();
    expect(calls().at(-1)?.consent).to.deep.equal({ id: 'confirm-1', always: true });
  });

  it('sends nothing after a refused prompt, and lets the person go on', async () => {
    answerWith(aConfirmationPrompt());
    await callFind();
    await button('Cancel').click();
    const refusal = page.getByText('You did not allow it, so nothing was sent.').last();
    await expectSoon(refusal).toBeFocused();
    expect(calls()).to.have.length(1);
    await button('Call another function').click();
    await expectSoon(page.getByRole('region', { name: 'Functions that the model could choose' })).toBeFocused();
  });

  it('does not confirm with the key press that ran the function', async () => {
    answerWith(aConfirmationPrompt(), aFunctionResult());
    await openAgent();
    await button(/Which repairs are open/).click();
    await button(/^findRepairs/).click();
    await button('Run').focus();
    await page.keyboard.press('Enter');
    await expectSoon(page.getByRole('region', { name: 'Create the repair?' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(calls()).to.have.length(1);
  });

  it('signs in with a pop-up and repeats the call by itself', async () => {
    server.signInPage = '<!doctype html><title>Sign in</title><h1>Sign in</h1>';
    answerWith({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/repairs?signin=1' }, aFunctionResult());
    await callFind();
    await expectSoon(button('Sign in')).toBeFocused();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-sign-in');
    const [popup] = await Promise.all([page.waitForEvent('popup'), button('Sign in').click()]);
    await page.getByText('Sign in using the window that opened').waitFor();
    await popup.close();
    await page.getByText('You closed the sign-in window before finishing.').last().waitFor();
    const [again] = await Promise.all([page.waitForEvent('popup'), button('Sign in').click()]);
    await again.waitForLoadState();
    await again.evaluate(() =>
      new BroadcastChannel('teams-host').postMessage({ type: 'signInEnded', ok: true, signInId: '1' }),
    );
    await expectSoon(answer()).toBeFocused();
    expect(calls()).to.have.length(2);
  });

  it('shows a message of the host with its remedy, and tries again', async () => {
    answerWith(
      { type: 'message', title: 'The API refused', text: 'It answered 403.', remedy: 'Ask for the role.' },
      aFunctionResult(),
    );
    await callFind();
    await page.getByRole('heading', { name: 'The API refused' }).waitFor();
    await page.getByText('Ask for the role.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-message');
    await button('Try again').click();
    await expectSoon(answer()).toBeFocused();
  });

  it('says that a call takes long, and can be cancelled', async () => {
    await page.clock.install();
    answerWith(new Promise(() => {}));
    await callFind();
    await expectSoon(button('Cancel')).toBeFocused();
    await page.clock.fastForward(5_000);
    await page.getByText('Copilot waits for up to 45 seconds.').last().waitFor();
    await page.clock.fastForward(25_000);
    await page.getByText('Copilot gives up after 45 seconds').last().waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-waiting');
    await button('Cancel').click();
    await page.getByText('You cancelled the call.').last().waitFor();
    watch.forgive(/ERR_ABORTED/);
  });

  it('begins the form again with the arguments of the last call', async () => {
    answerWith(aFunctionResult({ status: 412, citations: [] }), aFunctionResult());
    await callFind();
    await button('Change and call again').click();
    await page.getByLabel('text').fill('engine');
    await button('Run').click();
    await expectSoon(answer()).toHaveCount(2);
    expect(calls().map((call) => call.arguments)).to.deep.equal([{ limit: 10 }, { text: 'engine', limit: 10 }]);
  });

  it('does not offer a function that cannot be called, and says why', async () => {
    const [plugin] = anAgent().plugins;
    const faulty = aFunction({ faults: ['Its operation is not in the OpenAPI document.'] });
    server.session = aSessionView({
      apps: [anAgentApp({ plugins: plugin === undefined ? [] : [{ ...plugin, functions: [faulty] }] })],
    });
    await openAgent();
    await button(/Which repairs are open/).click();
    await page.getByText('Its operation is not in the OpenAPI document.').waitFor();
    await expectSoon(button(/^findRepairs/)).toHaveAttribute('aria-disabled', 'true');
    await button(/^findRepairs/).click({ force: true });
    await expectSoon(button('Run')).toHaveCount(0);
    await expectAccessible(page);
  });

  it('tells what the agent is, and what is not simulated', async () => {
    server.session = aSessionView({
      apps: [anAgentApp({ capabilities: ['WebSearch'], notSimulated: ['WebSearch is not simulated.'] })],
    });
    await openAgent();
    await button('More options for Repairs agent').click();
    await page.getByRole('menuitem', { name: 'What this agent is' }).click();
    const dialog = page.getByRole('dialog', { name: 'Repairs agent' });
    await dialog.getByText('Answer in the language of the person.').waitFor();
    await dialog.getByText('WebSearch is not simulated.').waitFor();
    await expectAccessible(page);
    await takeScreenshot(page, 'agent-details');
    await page.keyboard.press('Escape');
    await expectSoon(dialog).toHaveCount(0);
  });

  it('signs the person out of the agent', async () => {
    await openAgent();
    await button('More options for Repairs agent').click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByText('You are signed out of Repairs agent.').last().waitFor();
    expect(server.posts.map(({ path }) => path)).to.include('/api/apps/agent-app/agent/sign-out');
  });

  it('keeps the conversation while the person looks at a chat, and begins a new one on request', async () => {
    answerWith(aFunctionResult());
    await callFind();
    await answer().waitFor();
    await page.getByRole('navigation', { name: 'Chats' }).getByRole('button').first().click();
    await page.getByRole('log').waitFor();
    await page.getByRole('navigation', { name: 'Agents' }).getByRole('button').click();
    await answer().waitFor();
    await button('New chat').click();
    await expectSoon(page.getByRole('textbox', { name: 'Type a message' })).toBeFocused();
    await expectSoon(page.getByRole('list', { name: 'Conversation starters' })).toBeVisible();
  });
});
