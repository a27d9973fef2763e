// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
/** Templates, patterns, answers and messages that could stop the local Teams host or its page. */
import { expect } from 'chai';
import { sends } from '../support/scripted-api.ts';
import { endlessPattern, endlessValue } from '../teams-host/worker/endless.ts';
import { report } from './attacked-app.ts';
import { type AttackedHost, startAttackedHost } from './attacked-host.ts';

describe('hostile input for the local Teams host', () => {
  let host: AttackedHost;

  before(async () => {
    host = await startAttackedHost({
      template: (template) => {
        template.responseCardTemplate.body = [
          { type: 'TextBlock', text: `\${if(isMatch(name, '${endlessPattern}'), name, name)}` },
        ];
      },
    });
  });
  after(() => host.close());

  /** Asks for the session of the page until the work ends. @returns the answer, and the number of questions. */
  async function answersMeanwhile<Value>(work: Promise<Value>): Promise<readonly [Value, number]> {
    let isDone = false;
    const ended = work.finally(() => {
      isDone = true;
    });
    let count = 0;
    let slowest = 0;
    while (!isDone) {
      const start = performance.now();
      expect((await host.page.get('/api/session')).status).to.equal(200);
      slowest = Math.max(slowest, performance.now() - start);
      count += 1;
    }
    report(`${count} other requests were answered meanwhile, the slowest after ${slowest.toFixed(0)} ms`);
    return [await ended, count];
  }

  it('a template that never ends becomes a message, and the next search works', async () => {
    host.api.answer(sends(200, { plants: [{ name: endlessValue }] }));
    const [answer, count] = await answersMeanwhile(host.page.run('findPlants', { name: 'x' }));
    expect(JSON.stringify(answer)).to.contain('takes longer than 5 seconds');
    expect(count).to.be.greaterThan(10);
    host.api.answer(sends(200, { plants: [{ name: 'aaa' }] }));
    expect(await host.page.run('findPlants', { name: 'x' })).to.include({ type: 'results' });
  });

  it('a pattern of a card that never ends becomes a message', async () => {
    const match = async () =>
      (await host.page.post('/api/match', { pattern: endlessPattern, value: endlessValue })).text();
    const [answer, count] = await answersMeanwhile(match());
    expect(answer).to.contain('takes longer than 1 second');
    expect(count).to.be.greaterThan(2);
  });

  it('an answer with 100,000 levels becomes a message', async () => {
    host.api.answer(sends(200, `{"plants":[{"name":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`));
    expect(JSON.stringify(await host.page.run('findPlants', { name: 'x' }))).to.contain('levels deep');
  });

  it('names that every object has are kept in messages and answers as any other', async () => {
    const text = '<constructor>a</constructor> <__proto__>b</__proto__> <toString/>';
    const { conversations } = (await (await host.page.get('/api/conversations')).json()) as {
      readonly conversations: readonly { readonly id: string }[];
    };
    const path = `/api/conversations/${encodeURIComponent(conversations[0]?.id ?? '')}/messages`;
    expect((await host.page.post(path, { text, mentions: [] })).ok).to.equal(true);
    const { messages } = (await (await host.page.get(path)).json()) as {
      readonly messages: readonly { readonly text: string }[];
    };
    expect(messages.at(-1)?.text).to.equal(text);
    host.api.answer(sends(200, '{"plants":[{"name":"a","__proto__":{"x":1},"constructor":{"prototype":1}}]}'));
    expect((await host.page.run('findPlants', { name: 'x' })).type).to.be.oneOf(['results', 'message']);
    expect((await host.page.get('/api/session')).status).to.equal(200);
  });
});
