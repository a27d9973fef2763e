import type { Locator } from 'playwright-core';
import type { FunctionAnswer, FunctionCallRequest } from '../../src/teams-host/wire/agent.ts';
import { anApp, aSessionView } from './a-chat.ts';
import { anAgentApp } from './an-agent.ts';
import { type PageFixture, setUpPage } from './set-up-page.ts';

/** A new page with an agent before each test, and what a person does there. */
export interface AgentPage extends PageFixture {
  /** The calls that the server has received. */
  calls(): readonly FunctionCallRequest[];
  /** Answers each call with the next of these, and then with the last. */
  answerWith(...answers: readonly (FunctionAnswer | Promise<FunctionAnswer>)[]): void;
  /** A button outside of the lists of chats and agents. */
  button(name: string | RegExp): Locator;
  openAgent(): Promise<void>;
  /** Opens the agent and calls its first function without changing the form. */
  callFind(): Promise<void>;
  /** The result of the first function. */
  answer(): Locator;
}

/** Registers the hooks of a suite that looks at the page of an agent. */
export function setUpAgentPage(assign: (agent: AgentPage) => void): void {
  setUpPage((fixture) => {
    const { server, page } = fixture;
    server.session = aSessionView({ apps: [anApp(), anAgentApp()] });
    const button: AgentPage['button'] = (name) => page.getByRole('main').getByRole('button', { name });
    const openAgent = async (): Promise<void> => {
      await page.goto(server.url);
      await page
        .getByRole('navigation', { name: 'Agents' })
        .getByRole('button', { name: /Repairs agent/ })
        .click();
      await page.getByRole('heading', { level: 1, name: 'Repairs agent' }).waitFor();
    };
    assign({
      ...fixture,
      calls: () =>
        server.posts.filter(({ path }) => path.endsWith('/agent/call')).map(({ body }) => body as FunctionCallRequest),
      answerWith(...answers) {
        let count = 0;
        server.take = (path) => {
          if (!path.endsWith('/agent/call')) {
            return undefined;
          }
          count += 1;
          return answers[Math.min(count, answers.length) - 1];
        };
      },
      button,
      openAgent,
      async callFind() {
        await openAgent();
        await button(/Which repairs are open/).click();
        await button(/^findRepairs/).click();
        await button('Run').click();
      },
      answer: () => page.getByRole('article', { name: 'Answer of findRepairs' }),
    });
  });
}
