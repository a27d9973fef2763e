import { expect } from 'chai';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../../../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../../support/start-teams-host.ts';

describe('GET /api/events', () => {
  let api: ScriptedApi;
  let host: RunningTeamsHost;
  let page: HostPage;

  beforeEach(async () => {
    api = await startScriptedApi();
    host = await startTeamsHost({ appPackage: await anAppPackage({ server: api.url }) });
    page = await host.open();
  });
  afterEach(async () => {
    await host.close();
    await api.close();
  });

  it('tells every hop of this session as it happens, and none of another', async () => {
    const events = await page.get('/api/events');
    expect(events.headers.get('Content-Type')).to.equal('text/event-stream; charset=utf-8');
    const other = await host.open();
    await other.run('findPlants', { name: 'nobody else knows' });
    await page.run('showPlant', { id: '1' });

    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of events.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('2 results')) {
        break;
      }
    }
    const records = text
      .split('\n\n')
      .filter((block) => block !== '')
      .map((block) => {
        const [event, data] = block.split('\n');
        expect(event).to.equal('event: flow');
        return JSON.parse(data?.replace('data: ', '') ?? '') as { action: string; hops: unknown[] };
      });
    expect(records.map(({ hops }) => hops.length)).to.deep.equal([0, 0, 1, 2, 3]);
    expect(records.at(-1)?.action).to.equal('Show a plant');
    expect(text).not.to.contain('nobody else knows');
  });

  it('ends with the host', async () => {
    const events = await page.get('/api/events');
    const reading = events.text().catch(() => 'cut');
    await host.close();
    expect(await reading).to.be.a('string');
  });
});
