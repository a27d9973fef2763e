/** The unmodified bot against the official Agents Playground. */
import { expect } from 'chai';
import { anActivity, karinAccount } from '../support/an-activity.ts';
import { startConnector, type TestConnector } from '../support/connector.ts';
import { findFreePort } from '../support/find-free-port.ts';
import { contoso } from '../support/issuer.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { toBotEnvironment } from '../support/to-bot-environment.ts';
import { type Playground, type PlaygroundAnswer, type PlaygroundMessage, startPlayground } from './start-playground.ts';
import { type Relay, startRelay } from './start-relay.ts';

interface Action {
  readonly type: string;
  readonly verb: string;
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
  readonly preview?: { readonly contentType: string; readonly content: { readonly title: string } };
}

interface Answer {
  readonly composeExtension?: { readonly type: string; readonly attachments: readonly Attachment[] };
  readonly task?: { readonly type: string; readonly value: { readonly card: Attachment } };
  readonly type?: string;
  readonly value?: unknown;
}

/** A repair that no sample repair resembles. */
const periscope = {
  title: 'Foggy periscope',
  description: 'Dry it.',
  assignedTo: 'Daisy Phillips',
  date: '2026-05-03',
  status: 'open',
};
const adaptiveCard = 'application/vnd.microsoft.card.adaptive';

describe('the Agents Playground', () => {
  let connector: TestConnector;
  let app: TestApp;
  let relay: Relay;
  let playground: Playground;

  before(async () => {
    connector = await startConnector();
    const port = await findFreePort();
    app = await startApp({
      env: {
        ...toBotEnvironment(connector.settings),
        PORT: String(port),
        REPAIRS_API_URL: `http://127.0.0.1:${port}`,
      },
    });
    connector.signIn(karinAccount.id, app.issuer.accessToken({ claims: { tid: contoso } }));
    await app.call('POST', '/api/repairs', { body: periscope });
    relay = await startRelay(connector, app.url);
    playground = await startPlayground({ botEndpoint: relay.botEndpoint, serviceUrl: connector.serviceUrl });
    relay.connectTo(playground.url);
  });

  after(async () => {
    await playground?.close();
    await relay?.close();
    await app?.close();
    await connector?.close();
  });

  const query = async (parameters: Readonly<Record<string, string>>): Promise<readonly Attachment[]> => {
    const answer = succeeded(
      await playground.invoke('composeExtension/query', {
        commandId: 'listRepairs',
        parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
        queryOptions: { skip: 0, count: 25 },
      }),
    );
    expect(answer.composeExtension?.type).to.equal('result');
    return answer.composeExtension?.attachments ?? [];
  };
  const act = async ({ verb, data }: Action, { messageId }: PlaygroundMessage): Promise<Answer> =>
    succeeded(
      await playground.invoke(
        'adaptiveCard/action',
        { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
        messageId,
      ),
    );

  it('needs a relay, because the bot rejects unsigned activities', async () => {
    const answer = await connector.post(app.url, anActivity(connector.serviceUrl), { token: 'none' });
    expect(answer.status).to.equal(401);
  });

  describe('chat', () => {
    it('shows what the bot can do', async () => {
      const [card] = (await playground.say('help')).attachments;
      expect(card?.contentType).to.equal(adaptiveCard);
      expect(textOf(card)).to.include('Sign out');
    });

    it('shows the repairs that a search finds', async () => {
      const [card] = (await playground.say('find periscope')).attachments;
      expect(textOf(card)).to.include(periscope.title).and.not.include('Oil change');
    });
  });

  describe('search', () => {
    it('finds repairs by their words and returns each as a card with a preview', async () => {
      const found = await query({ text: 'brake repairs' });
      const cards = found.filter(({ contentType }) => contentType === adaptiveCard);
      expect(cards).to.have.lengthOf(found.length);
      expect(found.map(({ preview }) => preview?.content.title))
        .to.include('Brake repairs')
        .and.not.include('Oil change');
    });

    it('lists the repairs of a person', async () => {
      const titles = (await query({ assignedTo: 'Karin' })).map(({ preview }) => preview?.content.title);
      expect(titles).to.include.members(['Oil change', 'Tire service', 'Engine tune-up']);
      expect(titles).to.not.include('Brake repairs');
    });

    it('unfurls the link of a repair', async () => {
      const answer = succeeded(
        await playground.invoke('composeExtension/queryLink', { url: `${app.publicUrl}/repairs/1` }),
      );
      expect(textOf(answer.composeExtension?.attachments[0])).to.include('Oil change');
    });
  });

  describe('create', () => {
    it('opens the form and creates the submitted repair', async () => {
      const command = { commandId: 'createRepair', commandContext: 'compose' };
      const opened = succeeded(await playground.invoke('composeExtension/fetchTask', command));
      expect(opened.task?.type).to.equal('continue');
      const submit = actionsOf(opened.task?.value.card.content).find(({ type }) => type === 'Action.Submit');

      const form = {
        title: 'Wiper blades',
        description: 'They smear.',
        assignedTo: 'Karin Blair',
        date: '2026-05-04',
        status: 'open',
      };
      const data = { ...submit?.data, ...form };
      const created = succeeded(await playground.invoke('composeExtension/submitAction', { ...command, data }));
      expect(textOf(created.composeExtension?.attachments[0])).to.include('Wiper blades');

      const { body } = await app.call('GET', '/api/repairs?text=wiper');
      expect((body as { results: readonly object[] }).results).to.have.lengthOf(1);
      expect(JSON.stringify(body)).to.include('They smear.');
    });
  });

  describe('card action', () => {
    it('opens a repair from the list, starts it, and shows its new status', async () => {
      const message = await playground.say('find periscope');
      let card = message.attachments[0]?.content;
      const open = actionsOf(card).find(({ verb }) => verb === 'refresh');
      if (open !== undefined && !actionsOf(card).some(({ verb }) => verb === 'start')) {
        card = (await act(open, message)).value;
      }
      const start = actionsOf(card).find(({ verb }) => verb === 'start');
      expect(start, textOf(card)).to.not.equal(undefined);

      const started = await act(start as Action, message);
      expect(started.type).to.equal(adaptiveCard);
      expect(textOf(started.value)).to.include('In progress').and.include(periscope.title);

      const repairId = String((start as Action).data.repairId);
      const { body } = await app.call('GET', `/api/repairs/${repairId}`);
      expect(body).to.include({ title: periscope.title, status: 'inProgress' });
    });
  });

  describe('its process', () => {
    it('receives 200 for every activity', () => {
      expect(relay.forwarded).to.have.length.above(6);
      expect(relay.forwarded.filter((line) => !line.endsWith(' 200'))).to.deep.equal([]);
    });

    it('attempts no connection beyond loopback', () => {
      expect(playground.complaints).to.deep.equal([]);
    });

    it('listens on 127.0.0.1 only', async () => {
      const elsewhere = playground.url.replace('127.0.0.1', '127.0.0.2');
      expect(await fetch(elsewhere).catch(() => 'unreachable')).to.equal('unreachable');
    });
  });
});

function succeeded({ status, body }: PlaygroundAnswer): Answer {
  expect(status, JSON.stringify(body)).to.equal(200);
  return body as Answer;
}

const textOf = (value: unknown): string => JSON.stringify(value) ?? '';

/** Returns all actions in a card, at any depth. */
function actionsOf(value: unknown): readonly Action[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const isAction = 'type' in value && typeof value.type === 'string' && value.type.startsWith('Action.');
  return [...(isAction ? [value as Action] : []), ...Object.values(value).flatMap(actionsOf)];
}
