import { expect } from 'chai';
import { aCitation, aConfirmationPrompt, aConnectionPrompt, aFunctionResult } from '../support/an-agent.ts';
import { type AgentPage, setUpAgentPage } from '../support/set-up-agent-page.ts';
import { expectAccessible, expectSoon, takeScreenshot } from '../support/watch-page.ts';

/** Every answer of a scripted host to the call of a function; agent.test.ts covers the real host. */
describe('call of a function of an agent on the page', function () {
  this.timeout(120_000);
  let agent: AgentPage;

  setUpAgentPage((fixture) => {
    agent = fixture;
  });

  it('shows what the model would receive, and its citations with cards', async () => {
    const withoutLink = aCitation({ position: 2, title: 'Oil change', subtitle: undefined, url: undefined });
    agent.answerWith(
      aFunctionResult({
        model: { ...aFunctionResult().model, items: 27, itemsCut: 2, isCut: true, tokens: 4096 },
        warnings: ['The response has 27 items. Copilot reads the first 25.'],
        citations: [
          aCitation(),
          { ...withoutLink, card: undefined, notes: ['It has no URL, so it cannot be opened.'] },
        ],
      }),
    );
    await agent.callFind();
    await agent.answer().getByText('4,096 of 4,096 tokens').last().waitFor();
    await agent.answer().getByText('27 items. 2 of them are cut off').waitFor();
    await agent.answer().getByText('Copilot reads the first 25.').waitFor();
    const link = agent.answer().getByRole('link', { name: 'Brakes squeak' });
    await expectSoon(link).toHaveAttribute('href', 'https://repairs.example/repairs/1');
    await expectSoon(link).toHaveAttribute('target', '_blank');
    await expectSoon(link).toHaveAttribute('rel', 'noopener noreferrer');
    await expectSoon(agent.answer().getByRole('link')).toHaveCount(1);
    await agent.answer().getByText('It has no URL, so it cannot be opened.').waitFor();

    await agent.answer().getByText('JSON', { exact: true }).click();
    await agent.answer().getByText('"version": 2').waitFor();
    await agent.button('Show card of citation 1').click();
    const card = agent.page.getByRole('article', { name: 'Card of citation 1' });
    await card.getByText('The brakes of the blue van squeak.').waitFor();
    await card.getByRole('button', { name: 'Close' }).click();
    await card.getByText(/does not send this button to an API plugin/).waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-result');
    await agent.button('Hide card of citation 1').click();
    await expectSoon(card).toHaveCount(0);
  });

  it('shows at once what the model receives when the API refuses', async () => {
    const text = JSON.stringify({ status: 412, detail: 'Somebody else has changed it.' }, undefined, 2);
    agent.answerWith(
      aFunctionResult({ status: 412, citations: [], model: { ...aFunctionResult().model, text, items: 0 } }),
    );
    await agent.callFind();
    await agent.answer().getByText('Somebody else has changed it.').waitFor();
    await expectSoon(agent.answer().getByText('0 items')).toHaveCount(0);
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-refused');
  });

  it('asks before the first use of a plugin and before a change, and sends the consent', async () => {
    agent.answerWith(aConnectionPrompt(), aConfirmationPrompt(), aFunctionResult({ status: 201 }));
    await agent.openAgent();
    await agent.button(/Create a repair/).click();
    await agent.button(/^createRepair/).click();
    await agent.page.getByLabel('title').fill('Brakes squeak');
    await agent.page.getByLabel('tags').fill('van\n\nblue');
    await agent.page.getByLabel('urgent').check();
    await agent.button('Run').click();

    const connect = agent.page.getByRole('article', { name: 'Allow Repairs agent to connect to Repairs?' });
    await expectSoon(connect).toBeFocused();
    await expectSoon(connect.getByRole('row', { name: /text brakes/ })).toBeVisible();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-connect');
    await connect.getByRole('button', { name: 'Allow' }).click();

    const confirm = agent.page.getByRole('article', { name: 'Create the repair?' });
    await expectSoon(confirm).toBeFocused();
    await expectSoon(confirm.locator('li strong')).toHaveText('Title');
    await expectSoon(confirm.getByRole('button')).toHaveText(['Allow', 'Cancel']);
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-confirm');
    await confirm.getByRole('button', { name: 'Allow' }).click();
    await agent.page.getByRole('article', { name: 'Answer of createRepair' }).waitFor();
    expect(agent.calls().map(({ consent }) => consent)).to.deep.equal([
      undefined,
      { id: 'connect-1' },
      { id: 'confirm-1' },
    ]);
    expect(agent.calls().map((call) => call.arguments)).to.deep.equal(
      Array(3).fill({ title: 'Brakes squeak', tags: ['van', 'blue'], urgent: true }),
    );
  });

  it('offers “always allow” only where the host does', async () => {
    agent.answerWith(aConfirmationPrompt({ canAlwaysAllow: true }), aFunctionResult());
    await agent.callFind();
    await agent.button('Always allow').click();
    await agent.answer().waitFor();
    expect(agent.calls().at(-1)?.consent).to.deep.equal({ id: 'confirm-1', always: true });
  });

  it('sends nothing after a refused prompt, and lets the person go on', async () => {
    agent.answerWith(aConfirmationPrompt());
    await agent.callFind();
    await agent.button('Cancel').click();
    const refusal = agent.page.getByText('You did not allow it, so nothing was sent.').last();
    await expectSoon(refusal).toBeFocused();
    expect(agent.calls()).to.have.length(1);
    await agent.button('Call another function').click();
    await expectSoon(agent.page.getByRole('region', { name: 'Functions that the model could choose' })).toBeFocused();
  });

  it('does not confirm with the key press that ran the function', async () => {
    agent.answerWith(aConfirmationPrompt(), aFunctionResult());
    await agent.openAgent();
    await agent.button(/Which repairs are open/).click();
    await agent.button(/^findRepairs/).click();
    await agent.button('Run').focus();
    await agent.page.keyboard.press('Enter');
    await expectSoon(agent.page.getByRole('article', { name: 'Create the repair?' })).toBeFocused();
    await agent.page.keyboard.press('Enter');
    await agent.page.keyboard.press('Space');
    expect(agent.calls()).to.have.length(1);
  });

  it('signs in with a pop-up and repeats the call by itself', async () => {
    agent.server.signInPage = '<!doctype html><title>Sign in</title><h1>Sign in</h1>';
    agent.answerWith(
      { type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/repairs?signin=1' },
      aFunctionResult(),
    );
    await agent.callFind();
    await expectSoon(agent.button('Sign in')).toBeFocused();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-sign-in');
    const [popup] = await Promise.all([agent.page.waitForEvent('popup'), agent.button('Sign in').click()]);
    await agent.page.getByText('Sign in using the window that opened').waitFor();
    await popup.close();
    await agent.page.getByText('You closed the sign-in window before finishing.').last().waitFor();
    const [again] = await Promise.all([agent.page.waitForEvent('popup'), agent.button('Sign in').click()]);
    await again.waitForLoadState();
    await again.evaluate(() =>
      new BroadcastChannel('teams-host').postMessage({ type: 'signInEnded', ok: true, signInId: '1' }),
    );
    await expectSoon(agent.answer()).toBeFocused();
    expect(agent.calls()).to.have.length(2);
  });

  it('gives up a call that needs a sign-in, and lets the person go on', async () => {
    agent.answerWith({ type: 'signIn', title: 'Sign in to Repairs', url: '/sign-in/repairs' });
    await agent.callFind();
    await agent.button('Cancel').click();
    await expectSoon(agent.page.getByText('You did not sign in, so nothing was sent.').last()).toBeFocused();
    await expectSoon(agent.button('Call another function')).toBeVisible();
  });

  it('shows a message of the host with its remedy, and tries again', async () => {
    agent.answerWith(
      { type: 'message', title: 'The API refused', text: 'It answered 403.', remedy: 'Ask for the role.' },
      aFunctionResult(),
    );
    await agent.callFind();
    await agent.page.getByRole('heading', { name: 'The API refused' }).waitFor();
    await agent.page.getByText('Ask for the role.').waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-message');
    await agent.button('Try again').click();
    await expectSoon(agent.answer()).toBeFocused();
  });

  it('says that a call takes long, and can be cancelled', async () => {
    await agent.page.clock.install();
    agent.answerWith(new Promise(() => {}));
    await agent.callFind();
    await expectSoon(agent.button('Cancel')).toBeFocused();
    await agent.page.clock.fastForward(5_000);
    await agent.page.getByText('Copilot waits for up to 45 seconds.').last().waitFor();
    await agent.page.clock.fastForward(25_000);
    await agent.page.getByText('Copilot gives up after 45 seconds').last().waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-waiting');
    await agent.button('Cancel').click();
    await agent.page.getByText('You cancelled the call.').last().waitFor();
    agent.watch.forgive(/ERR_ABORTED/);
  });

  it('opens only web addresses, and explains a card or picture that is not drawn', async () => {
    agent.answerWith(
      aFunctionResult({
        citations: [
          aCitation({
            title: '<img src=x onerror=alert(1)>',
            url: 'javascript:alert(1)',
            card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Chart.Pie' }] },
          }),
          aCitation({ position: 2, url: 'data:text/html,x', thumbnailUrl: 'http://127.0.0.1:1/x.png' }),
        ],
      }),
    );
    await agent.callFind();
    await expectSoon(agent.answer().getByRole('listitem')).toHaveCount(2);
    await agent.answer().getByText('<img src=x onerror=alert(1)>').waitFor();
    await expectSoon(agent.answer().getByRole('link')).toHaveCount(0);
    await agent.button('Show card of citation 1').click();
    await agent.page.getByText(/Chart\.Pie/).waitFor();
    await agent.page.getByText(/picture cannot be loaded from 127\.0\.0\.1:1/).waitFor();
    agent.watch.forgive(/ERR_UNSAFE_PORT/);
  });
});
