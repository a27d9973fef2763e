import { expect } from 'chai';
import { type Script, sends } from '../../support/scripted-api.ts';
import { agentHostFixture, type Call } from './agent-host-fixture.ts';

const find: Call = { functionName: 'findPlants' };
const add: Call = { functionName: 'addPlant', arguments: { name: 'Rose' } };

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of a document
type Json = any;

describe('faults of an agent and its API', () => {
  const { api, page, host, open, post, call, run, connect, sent, flow } = agentHostFixture();

  const lastFailure = async () => (await flow()).hops.findLast(({ failure }) => failure !== undefined)?.failure;

  it('refuses a function that cannot be called, and says why', async () => {
    await open({
      agent: {
        plugin: (plugin: Json) => {
          plugin.functions.push({ name: 'missingPlant', description: 'Is not in the API document.' });
        },
      },
    });
    const answer = await call({ functionName: 'missingPlant' });
    expect(answer).to.include({ type: 'message' });
    expect(JSON.stringify(answer)).to.contain('missingPlant');
    expect(sent()).to.deep.equal([]);
  });

  it('answers 404 for an app without an agent, and for an unknown app', async () => {
    await open();
    expect((await page().post('/api/apps/other/agent/call', {})).status).to.equal(404);
    expect((await page().post('/api/apps/other/agent/sign-out', {})).status).to.equal(404);
  });

  it('refuses a call that does not come from the page', async () => {
    await open();
    const { url } = host();
    const path = '/api/apps/77777777-7777-4777-8777-777777777777/agent/call';
    const body = JSON.stringify({ pluginId: 'plants', functionName: 'findPlants', arguments: {} });
    const headers = { 'Content-Type': 'application/json' };
    expect((await fetch(url + path, { method: 'POST', headers: { ...headers, Origin: url }, body })).status).to.equal(
      401,
    );
    const foreign = { Origin: 'http://evil.example' };
    expect((await page().post(path, { pluginId: 'plants' }, foreign)).status).to.equal(403);
  });

  describe('failures of the API', () => {
    beforeEach(async () => {
      await open();
      await connect();
    });

    it('takes a response without a body as success', async () => {
      api().answer((response) => response.writeHead(204).end());
      const answer = await run({ functionName: 'removePlant', arguments: { id: '7' } });
      expect(answer).to.deep.include({ type: 'functionResult', status: 204, citations: [] });
    });

    it('passes on the body of an error, whose detail the model tells', async () => {
      const detail = 'Somebody else has changed the plant since version 3.';
      api().answer(sends(412, { detail, current: { version: 4 } }, { 'Content-Type': 'application/problem+json' }));
      const answer = await run(add);
      expect(JSON.stringify(answer)).to.contain(detail);
      expect(answer).to.include({ type: 'functionResult', status: 412 });
      expect(answer.type === 'functionResult' && answer.model.text).to.contain('"version": 4');
      expect(answer.type === 'functionResult' && answer.citations).to.deep.equal([]);
    });

    for (const [what, script] of Object.entries<Script>({
      '500 with JSON': sends(500, { detail: 'Out of soil.' }),
      '500 with HTML': sends(500, '<h1>Out of soil</h1>', { 'Content-Type': 'text/html' }),
      '200 with HTML': sends(200, '<h1>Plants</h1>', { 'Content-Type': 'text/html' }),
      '200 with broken JSON': sends(200, '{"plants":['),
      'more than 1 MB': sends(200, { plants: ['x'.repeat(1_100_000)] }),
      'a redirect': (response) => response.writeHead(307, { Location: 'https://elsewhere.example.com/' }).end(),
      'a connection that ends early': (response) => response.destroy(),
    })) {
      it(`explains ${what}, with a remedy in the flow`, async () => {
        api().answer(script);
        const answer = await call(find);
        expect(answer.type).to.be.oneOf(['message', 'functionResult']);
        expect(answer.type === 'functionResult' ? answer.citations : []).to.deep.equal([]);
        expect((await lastFailure())?.remedy)
          .to.be.a('string')
          .and.not.equal('');
        expect(sent()).to.have.lengthOf(1);
      });
    }

    it('explains an API that is not there', async () => {
      await api().close();
      const answer = await call(find);
      expect(answer).to.include({ type: 'message' });
      expect((await lastFailure())?.why).to.contain('ECONNREFUSED');
    });

    it('does not repeat a write that the API may have received', async () => {
      api().answer((response) => response.destroy());
      expect((await run(add)).type).to.equal('message');
      expect(sent()).to.have.lengthOf(1);
    });

    it('bears a response that is nested very deeply', async () => {
      api().answer(sends(200, `${'['.repeat(100_000)}${']'.repeat(100_000)}`));
      expect((await call(find)).type).to.be.oneOf(['message', 'functionResult']);
      api().answer(sends(200, { plants: [] }));
      expect((await call(find)).type).to.equal('functionResult');
    });
  });

  it('bounds 1,000 calls at once, and explains it', async () => {
    await open();
    await connect();
    let running = 0;
    let most = 0;
    api().answer((response, request) => {
      running += 1;
      most = Math.max(most, running);
      setImmediate(() => {
        running -= 1;
        sends(200, { plants: [] })(response, request);
      });
    });
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () =>
        post(find).then(async (response) => {
          const body = (await response.json()) as {
            readonly type?: string;
            readonly text?: string;
            readonly detail?: string;
          };
          return { status: response.status, ...body };
        }),
      ),
    );
    const [refused] = answers.filter(({ type }) => type !== 'functionResult');
    expect(refused?.text ?? refused?.detail)
      .to.be.a('string')
      .and.not.equal('');
    expect(answers.some(({ type }) => type === 'functionResult')).to.equal(true);
    expect(most).to.be.lessThan(50);
    expect((await call(find)).type).to.equal('functionResult');
  });
});
