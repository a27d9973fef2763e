import { expect } from 'chai';
import { demoPeople } from '../../../src/teams-host/sessions/demo-people.ts';
import type { ConfirmationPrompt } from '../../../src/teams-host/wire/agent.ts';
import { gardenAppId } from '../../support/an-app-package.ts';
import { agentHostFixture, type Call } from './agent-host-fixture.ts';

const find: Call = { functionName: 'findPlants', arguments: { name: 'Fern' } };
const add: Call = { functionName: 'addPlant', arguments: { name: 'Rose', height: 2.5, colors: ['red', 'white'] } };
const remove: Call = { functionName: 'removePlant', arguments: { id: '7' } };

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of a document
type Json = any;

describe('prompts of an agent', () => {
  const { api, page, host, open, call, run, connect, sent, agent } = agentHostFixture();

  async function confirmation(of: Call): Promise<ConfirmationPrompt> {
    const answer = await call(of);
    if (answer.type !== 'confirm') {
      throw new Error(`The host answered with ${JSON.stringify(answer)}.`);
    }
    return answer;
  }

  describe('first use of a plugin: one prompt "allow / cancel" for the connection, whatever the method', () => {
    for (const first of [find, add, remove]) {
      it(`asks at the first use with ${first.functionName}, and sends nothing`, async () => {
        await open();
        const answer = await call(first);
        expect(answer.type).to.equal('connect');
        expect(sent()).to.deep.equal([]);
        expect((await agent()).plugins[0]?.connected).to.equal(false);
      });
    }

    it('shows the data to be sent', async () => {
      await open();
      expect(await call(find)).to.deep.include({ data: [{ name: 'name', value: 'Fern' }] });
    });

    it('calls the function once the person allows it', async () => {
      await open();
      expect((await run(find)).type).to.equal('functionResult');
      expect(sent().map(({ url }) => url)).to.deep.equal(['/v1/plants?name=Fern']);
      expect((await agent()).plugins[0]?.connected).to.equal(true);
    });

    it('asks for the confirmation of a write after the connection', async () => {
      await open();
      const answer = await call(add);
      const next = answer.type === 'connect' && (await call({ ...add, consent: { id: answer.consentId } }));
      expect(next).to.include({ type: 'confirm' });
      expect(sent()).to.deep.equal([]);
    });

    it('asks each person', async () => {
      await open();
      await connect();
      await page().post('/api/session/user', { userId: demoPeople[1]?.id });
      expect((await call(find)).type).to.equal('connect');
      await page().post('/api/session/user', { userId: demoPeople[0].id });
      expect((await call(find)).type).to.equal('functionResult');
    });
  });

  describe('afterwards GET free, everything else prompts each time and shows the data to be sent', () => {
    beforeEach(async () => {
      await open();
      await connect();
    });

    it('calls GET without a prompt', async () => {
      expect((await call(find)).type).to.equal('functionResult');
      expect((await call(find)).type).to.equal('functionResult');
    });

    it('prompts before each POST, with the data to be sent', async () => {
      expect((await confirmation(add)).data).to.deep.equal([
        { name: 'name', value: 'Rose' },
        { name: 'height', value: '2.5' },
        { name: 'colors', value: '["red","white"]' },
      ]);
      expect(sent()).to.deep.equal([]);
      expect((await run(add)).type).to.equal('functionResult');
      expect((await call(add)).type).to.equal('confirm');
      expect(sent()).to.have.lengthOf(1);
      expect(JSON.parse(api().seen.at(-1)?.body ?? '')).to.deep.equal(add.arguments);
    });

    it('sends an argument as one part of the path', async () => {
      await run({ functionName: 'removePlant', arguments: { id: 'a/b?c' } });
      expect(sent().map(({ url }) => url)).to.deep.equal(['/v1/plants/a%2Fb%3Fc']);
    });

    it('tells the page which functions ask', async () => {
      const functions = (await agent()).plugins[0]?.functions ?? [];
      expect(functions.map(({ name, asksFirst }) => [name, asksFirst])).to.deep.equal([
        ['findPlants', false],
        ['addPlant', true],
        ['removePlant', true],
      ]);
    });
  });

  describe('x-openai-isConsequential: true forces, false removes the prompt, for any method', () => {
    const consequential = (path: string, method: string, value: boolean) => ({
      api: (document: Json) => {
        document.paths[path][method]['x-openai-isConsequential'] = value;
      },
    });

    it('forces the prompt of a GET', async () => {
      await open({ agent: consequential('/plants', 'get', true) });
      await connect();
      expect(await call(find)).to.deep.include({ type: 'confirm', canAlwaysAllow: false });
      expect(sent()).to.deep.equal([]);
    });

    it('removes the prompt of a POST', async () => {
      await open({ agent: consequential('/plants', 'post', false) });
      await connect();
      expect((await call(add)).type).to.equal('functionResult');
    });

    it('removes the prompt of a DELETE', async () => {
      await open({ agent: consequential('/plants/{id}', 'delete', false) });
      await connect();
      expect((await call(remove)).type).to.equal('functionResult');
      expect(sent()).to.deep.include({ method: 'DELETE', url: '/v1/plants/7', authorization: undefined });
    });

    it('wins over isNonConsequential', async () => {
      await open({
        agent: {
          ...consequential('/plants', 'get', true),
          plugin: (plugin: Json) => {
            plugin.functions[0].capabilities.confirmation = { type: 'AdaptiveCard', isNonConsequential: true };
          },
        },
      });
      await connect();
      expect(await call(find)).to.deep.include({ type: 'confirm', canAlwaysAllow: false });
    });
  });

  describe('"always allow" only for non-consequential functions', () => {
    it('is not offered for a write, and counts for none', async () => {
      await open();
      await connect();
      const asked = await confirmation(add);
      expect(asked.canAlwaysAllow).to.equal(false);
      await call({ ...add, consent: { id: asked.consentId, always: true } });
      expect((await call(add)).type).to.equal('confirm');
      expect((await agent()).plugins[0]?.functions[1]?.alwaysAllowed).to.equal(false);
    });

    describe('is offered for a GET with isNonConsequential of which the API document says nothing', () => {
      beforeEach(async () => {
        const plugin = (document: Json) => {
          document.functions[0].capabilities.confirmation = { type: 'AdaptiveCard', isNonConsequential: true };
        };
        await open({ agent: { plugin } });
        const answer = await call(find);
        await call({ ...find, consent: { id: answer.type === 'connect' ? answer.consentId : '' } });
      });

      it('and asks no more once it is chosen', async () => {
        const { consentId, canAlwaysAllow } = await confirmation(find);
        expect(canAlwaysAllow).to.equal(true);
        await call({ ...find, consent: { id: consentId, always: true } });
        expect((await call({ ...find, arguments: { name: 'Moss' } })).type).to.equal('functionResult');
        expect((await agent()).plugins[0]?.functions[0]?.alwaysAllowed).to.equal(true);
        await page().post('/api/session/user', { userId: demoPeople[1]?.id });
        expect((await call(find)).type).to.equal('connect');
      });

      it('and asks again if the person only confirms', async () => {
        const { consentId } = await confirmation(find);
        expect((await call({ ...find, consent: { id: consentId } })).type).to.equal('functionResult');
        expect((await call(find)).type).to.equal('confirm');
      });

      it('and is forgotten by uninstalling', async () => {
        const { consentId } = await confirmation(find);
        await call({ ...find, consent: { id: consentId, always: true } });
        await page().post(`/api/apps/${gardenAppId}/uninstall`, {});
        expect((await agent()).plugins[0]?.functions[0]?.alwaysAllowed).to.equal(false);
      });
    });

    it('a confirmation of the type "None" asks nothing for a GET', async () => {
      const plugin = (document: Json) => {
        document.functions[0].capabilities.confirmation = { type: 'None' };
      };
      await open({ agent: { plugin } });
      await connect();
      expect((await call(find)).type).to.equal('functionResult');
    });

    it('isNonConsequential does not count for a write', async () => {
      const plugin = (document: Json) => {
        document.functions[1].capabilities.confirmation.isNonConsequential = true;
      };
      await open({ agent: { plugin } });
      await connect();
      expect((await confirmation(add)).canAlwaysAllow).to.equal(false);
    });
  });

  describe('text = capabilities.confirmation.body, else the description of the function', () => {
    const withBody = (body: string) => ({
      plugin: (plugin: Json) => {
        plugin.functions[1].capabilities.confirmation.body = body;
      },
    });

    it('fills the body with the arguments', async () => {
      await open({ agent: withBody('Add **{{ function.parameters.name }}** ({{function.parameters.height}})?') });
      await connect();
      expect(await confirmation(add)).to.deep.include({ title: 'Add a plant' });
      expect((await confirmation(add)).body.replaceAll('\\', '')).to.equal('Add **Rose** (2.5)?');
    });

    it('leaves a place empty without an argument', async () => {
      await open({ agent: withBody('Add {{function.parameters.height}}!') });
      await connect();
      expect((await confirmation({ ...add, arguments: { name: 'Rose' } })).body).to.equal('Add !');
    });

    it('lets no argument pose as Markdown, or as a place for another argument', async () => {
      await open({ agent: withBody('Add {{function.parameters.name}}?') });
      await connect();
      const name = '[here](https://evil.example) **now**\n\n# Big <b>x</b> {{function.parameters.height}}';
      const { body } = await confirmation({ ...add, arguments: { name, height: 3 } });
      expect(body).not.to.match(/(?<!\\)[[\](*#<>{]/);
      expect(body).not.to.contain('\n');
    });

    it('is the description without a body', async () => {
      await open();
      await connect();
      expect((await confirmation(remove)).body).to.equal('Removes a plant.');
    });
  });

  describe('the allow state is reset only by uninstalling', () => {
    beforeEach(async () => {
      await open();
      await connect();
    });

    it('stays after a sign-out of the agent and of everything', async () => {
      expect((await page().post(`/api/apps/${gardenAppId}/agent/sign-out`, {})).status).to.equal(204);
      expect((await page().post('/api/sign-out', {})).status).to.equal(204);
      expect((await call(find)).type).to.equal('functionResult');
    });

    it('is the same for another session of the person', async () => {
      expect((await call(find, await host().open())).type).to.equal('functionResult');
    });

    it('is reset by uninstalling the app', async () => {
      expect((await page().post(`/api/apps/${gardenAppId}/uninstall`, {})).status).to.equal(204);
      await page().post(`/api/apps/${gardenAppId}/install`, {});
      expect((await call(find)).type).to.equal('connect');
    });
  });
});
