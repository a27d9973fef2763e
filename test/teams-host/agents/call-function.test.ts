import { expect } from 'chai';
import type { JsonObject } from '../../../src/foundation/json-value.ts';
import type { FunctionAnswer } from '../../../src/teams-host/wire/agent.ts';
import { anAgentPackage } from '../../support/an-agent-package.ts';
import { type ScriptedApi, sends, startScriptedApi } from '../../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';

describe('a function of an agent', () => {
  let api: ScriptedApi;
  let host: RunningTeamsHost;
  let page: HostPage;
  let path: string;

  beforeEach(async () => {
    api = await startScriptedApi();
    const appPackage = await anAgentPackage({ server: `${api.url}/v1` });
    path = `/api/apps/${appPackage.manifest.id}/agent/call`;
    host = await startTeamsHost({ appPackage });
    page = await host.open();
  });
  afterEach(async () => {
    await host.close();
    await api.close();
  });

  async function call(functionName: string, values: JsonObject = {}, consent?: object): Promise<FunctionAnswer> {
    const body = { pluginId: 'plants', functionName, arguments: values, consent };
    return (await (await page.post(path, body)).json()) as FunctionAnswer;
  }

  /** Answers the prompts of the host until it has an answer. */
  async function run(functionName: string, values: JsonObject = {}): Promise<FunctionAnswer> {
    let answer = await call(functionName, values);
    while (answer.type === 'connect' || answer.type === 'confirm') {
      answer = await call(functionName, values, { id: answer.consentId });
    }
    return answer;
  }

  it('asks for the connection at its first use, and then for nothing if it only reads', async () => {
    const first = await call('findPlants', { name: 'Fern' });
    expect(first).to.deep.include({
      type: 'connect',
      title: 'Allow Gardener to connect to Plants?',
      data: [{ name: 'name', value: 'Fern' }],
    });
    expect(api.seen).to.deep.equal([]);
    const plant = { name: 'Fern', family: 'Polypodiaceae', url: 'https://garden.example.com/plants/1' };
    api.answer(sends(200, { plants: [plant] }));
    const answer = await run('findPlants', { name: 'Fern' });
    expect(api.seen.map(({ method, url }) => `${method} ${url}`)).to.deep.equal(['GET /v1/plants?name=Fern']);
    expect(answer).to.deep.include({ type: 'functionResult', status: 200, warnings: [] });
    expect(answer).to.have.deep.nested.property('citations[0]', {
      position: 1,
      title: 'Fern',
      subtitle: 'Polypodiaceae',
      url: 'https://garden.example.com/plants/1',
      card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Fern', wrap: true }] },
      notes: [],
    });
    expect((await call('findPlants')).type).to.equal('functionResult');
  });

  it('asks before each call that changes something, and shows what will be sent', async () => {
    await run('findPlants');
    api.answer(sends(201, { name: 'Rose' }));
    const values = { name: '*Rose*', colors: ['red'] };
    const prompt = await call('addPlant', values);
    expect(prompt).to.deep.include({
      type: 'confirm',
      title: 'Add a plant',
      body: '**\\*Rose\\***',
      canAlwaysAllow: false,
      data: [
        { name: 'name', value: '*Rose*' },
        { name: 'colors', value: '["red"]' },
      ],
    });
    expect(api.seen).to.have.lengthOf(1);
    expect(await run('addPlant', values)).to.deep.include({ type: 'functionResult', status: 201 });
    expect(JSON.parse(api.seen.at(-1)?.body ?? '')).to.deep.equal(values);
    expect((await call('addPlant', values)).type).to.equal('confirm');
  });

  it('accepts an answer without a body', async () => {
    api.answer((response) => response.writeHead(204).end());
    expect(await run('removePlant', { id: 'a/b' })).to.deep.include({ type: 'functionResult', status: 204 });
    expect(api.seen.at(-1)).to.include({ method: 'DELETE', url: '/v1/plants/a%2Fb' });
  });
});
