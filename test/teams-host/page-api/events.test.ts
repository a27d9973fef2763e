import { expect } from 'chai';
import { anAppPackage } from '../../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';
import { waitUntil } from '../../support/wait-until.ts';

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

  it('sends each hop of its session as it happens, and no hops of other sessions', async () => {
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
      .filter((block) => block.startsWith('event: '))
      .map((block) => {
        const [event, data] = block.split('\n');
        expect(event).to.equal('event: flow');
        return JSON.parse(data?.replace('data: ', '') ?? '') as { action: string; hops: unknown[] };
      });
    expect(records.map(({ hops }) => hops.length)).to.deep.equal([0, 0, 1, 2, 3]);
    expect(records.at(-1)?.action).to.equal('Show a plant');
    expect(text).not.to.contain('nobody else knows');
  });

  it('notifies all tabs of the session, and no other session, when the user is switched', async () => {
    const tabs = await Promise.all([page, page, await host.open()].map(({ get }) => get('/api/events')));
    const readers = tabs.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
    const texts = ['', '', ''];
    readers.forEach(async (reader, index) => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
        texts[index] += part.value;
      }
    });
    const { users } = (await (await page.get('/api/session')).json()) as { users: readonly { id: string }[] };
    await page.post('/api/session/user', { userId: users[1]?.id });
    const wereNotified = () => texts.map((text) => text.includes('event: session\n'));
    await waitUntil(() => wereNotified()[0] && wereNotified()[1]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(wereNotified()).to.deep.equal([true, true, false]);
    await Promise.all(readers.map((reader) => reader?.cancel()));
  });

  it('ends when the host closes', async () => {
    const events = await page.get('/api/events');
    const reading = events.text().catch(() => 'cut');
    await host.close();
    expect(await reading).to.be.a('string');
  });
});
