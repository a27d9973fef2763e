import { expect } from 'chai';
import { aSessionView } from '../support/a-chat.ts';
import { aFunction, aFunctionResult, anAgent, anAgentApp, anArgument } from '../support/an-agent.ts';
import { type AgentPage, setUpAgentPage } from '../support/set-up-agent-page.ts';
import { expectAccessible, expectSoon, takeScreenshot } from '../support/watch-page.ts';

/** What people see and do before a function is called; agent.test.ts covers the real host. */
describe('agent on the page of the local Teams host', function () {
  this.timeout(120_000);
  let agent: AgentPage;

  setUpAgentPage((fixture) => {
    agent = fixture;
  });

  it('offers the conversation starters and the disclaimer of the agent', async () => {
    await agent.openAgent();
    await expectSoon(agent.page.getByRole('list', { name: 'Conversation starters' }).getByRole('button')).toHaveCount(
      2,
    );
    await agent.page.getByText('Check what the agent says.').waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-start');
  });

  it('shows the functions as the model sees them after a conversation starter', async () => {
    await agent.openAgent();
    await agent.button(/Which repairs are open/).click();
    const functions = agent.page.getByRole('region', { name: 'Functions that the model could choose' });
    await expectSoon(functions).toBeFocused();
    await expectSoon(functions.getByRole('button')).toHaveCount(2);
    await functions.getByText('Use it for everything about repairs of vehicles.').waitFor();
    await functions.getByText('POST /api/repairs').waitFor();
    await functions.getByText('asks first').waitFor();
    await agent.page.getByText('There is no language model here.').waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-functions');
  });

  it('calls a function with typed arguments and the words of the person', async () => {
    agent.answerWith(aFunctionResult());
    await agent.openAgent();
    await agent.page.getByRole('textbox', { name: 'Type a message' }).fill('Are there brakes to repair?');
    await agent.page.keyboard.press('Enter');
    await agent.button(/^findRepairs/).click();
    const form = agent.page.getByRole('form', { name: 'findRepairs' });
    await expectSoon(form.getByLabel('text')).toBeFocused();
    await form.getByLabel('text').fill('brakes');
    await form.getByLabel('status').selectOption('open');
    await expectSoon(form.getByLabel('limit')).toHaveValue('10');
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-form');
    await form.getByLabel('text').press('Enter');
    await expectSoon(agent.answer()).toBeFocused();
    expect(agent.calls()).to.deep.equal([
      {
        pluginId: 'repairsPlugin',
        functionName: 'findRepairs',
        arguments: { text: 'brakes', status: 'open', limit: 10 },
        prompt: 'Are there brakes to repair?',
      },
    ]);
  });

  it('names the fields that cannot be sent, and focuses the first of them', async () => {
    await agent.openAgent();
    await agent.button(/Create a repair/).click();
    await agent.button(/^createRepair/).click();
    await agent.page.getByLabel('hours').fill('two');
    await agent.button('Run').click();
    await expectSoon(agent.page.getByLabel('title')).toBeFocused();
    await agent.page.getByText('title is required.').waitFor();
    await agent.page.getByText('Enter a number, for example 2.5.').waitFor();
    await expectSoon(agent.page.getByLabel('title')).toHaveAccessibleDescription(/title is required/);
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-form-problems');
    await agent.page.getByLabel('title').fill('Brakes');
    await expectSoon(agent.page.getByText('title is required.')).toHaveCount(0);
    expect(agent.calls()).to.deep.equal([]);
  });

  it('begins the form again with the arguments of the last call', async () => {
    agent.answerWith(aFunctionResult({ status: 412, citations: [] }), aFunctionResult());
    await agent.callFind();
    await agent.button('Change and call again').click();
    await agent.page.getByLabel('text').fill('engine');
    await agent.button('Run').click();
    await expectSoon(agent.answer()).toHaveCount(2);
    expect(agent.calls().map((call) => call.arguments)).to.deep.equal([{ limit: 10 }, { text: 'engine', limit: 10 }]);
  });

  it('takes over what identifies an object of an earlier answer', async () => {
    const [plugin] = anAgent().plugins;
    const update = aFunction({
      name: 'updateRepair',
      operation: { method: 'PATCH', path: '/api/repairs/{id}' },
      parameters: [
        anArgument({ name: 'title' }),
        anArgument({ name: 'id', type: 'integer', required: true }),
        anArgument({ name: 'version', type: 'integer' }),
      ],
    });
    agent.server.session = aSessionView({
      apps: [anAgentApp({ plugins: plugin === undefined ? [] : [{ ...plugin, functions: [aFunction(), update] }] })],
    });
    agent.answerWith(aFunctionResult());
    await agent.callFind();
    await agent.button('Call another function').click();
    await agent.button(/^updateRepair/).click();
    await expectSoon(agent.page.getByLabel('title')).toBeFocused();
    await agent.page.getByLabel('Take over from an earlier answer').selectOption('Brakes squeak (id 1, version 2)');
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-take-over');
    await agent.button('Run').click();
    await expectSoon(agent.page.getByRole('article', { name: 'Answer of updateRepair' })).toBeFocused();
    expect(agent.calls().at(-1)?.arguments).to.deep.equal({ id: 1, version: 2 });
  });

  it('does not offer a function that cannot be called, and says why', async () => {
    const [plugin] = anAgent().plugins;
    const faulty = aFunction({ faults: ['Its operation is not in the OpenAPI document.'] });
    agent.server.session = aSessionView({
      apps: [anAgentApp({ plugins: plugin === undefined ? [] : [{ ...plugin, functions: [faulty] }] })],
    });
    await agent.openAgent();
    await agent.button(/Which repairs are open/).click();
    await agent.page.getByText('Its operation is not in the OpenAPI document.').waitFor();
    await expectSoon(agent.button(/^findRepairs/)).toHaveAttribute('aria-disabled', 'true');
    await agent.button(/^findRepairs/).click({ force: true });
    await expectSoon(agent.button('Run')).toHaveCount(0);
    await expectAccessible(agent.page);
  });

  it('tells what the agent is, and what is not simulated', async () => {
    agent.server.session = aSessionView({
      apps: [anAgentApp({ capabilities: ['WebSearch'], notSimulated: ['WebSearch is not simulated.'] })],
    });
    await agent.openAgent();
    await agent.button('More options for Repairs agent').click();
    await agent.page.getByRole('menuitem', { name: 'What this agent is' }).click();
    const dialog = agent.page.getByRole('dialog', { name: 'Repairs agent' });
    await dialog.getByText('Answer in the language of the person.').waitFor();
    await dialog.getByText('WebSearch is not simulated.').waitFor();
    await expectAccessible(agent.page);
    await takeScreenshot(agent.page, 'agent-details');
    await agent.page.keyboard.press('Escape');
    await expectSoon(dialog).toHaveCount(0);
  });

  it('signs the person out of the agent', async () => {
    await agent.openAgent();
    await agent.button('More options for Repairs agent').click();
    await agent.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await agent.page.getByText('You are signed out of Repairs agent.').last().waitFor();
    expect(agent.server.posts.map(({ path }) => path)).to.include('/api/apps/agent-app/agent/sign-out');
  });

  it('keeps the conversation while the person looks at a chat, and begins a new one on request', async () => {
    agent.answerWith(aFunctionResult());
    await agent.callFind();
    await agent.answer().waitFor();
    await agent.page.getByRole('navigation', { name: 'Chats' }).getByRole('button').first().click();
    await agent.page.getByRole('log').waitFor();
    await agent.page.getByRole('navigation', { name: 'Agents' }).getByRole('button').click();
    await agent.answer().waitFor();
    await agent.button('New chat').click();
    await expectSoon(agent.page.getByRole('textbox', { name: 'Type a message' })).toBeFocused();
    await expectSoon(agent.page.getByRole('list', { name: 'Conversation starters' })).toBeVisible();
  });
});
