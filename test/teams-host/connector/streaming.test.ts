import { Activity } from '@microsoft/agents-activity';
import { ConnectorClient as AgentsConnector, StreamingResponse } from '@microsoft/agents-hosting';
import { Client, MessageActivityInput } from '@microsoft/teams.api';
import { HttpStream } from '@microsoft/teams.apps/dist/http/http-stream.js';
import { expect } from 'chai';
import { streamLimit } from '../../../src/teams-host/connector/stream-rules.ts';
import { getConnectorToken } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';
import { aClock } from '../vault/vault-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

describe('a streamed message', () => {
  let world: BotHost;
  let karin: Person;
  let clock: ReturnType<typeof aClock>;
  let id: string;

  beforeEach(async () => {
    clock = aClock(new Date().toISOString());
    world = await startBotHost({ now: clock.now, after: () => {} });
    karin = await world.sit();
    id = await karin.install('personal');
  });
  afterEach(() => world.close());

  async function send(body: object, conversationId = id): Promise<{ readonly status: number; readonly body: Json }> {
    const path = `/teams/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
    const response = await world.bot.call('POST', path, body);
    return { status: response.status, body: await response.json() };
  }

  const part = (streamType: string, streamSequence: number, text: string, streamId?: string): object => ({
    type: 'typing',
    text,
    entities: [{ type: 'streaminfo', streamType, streamSequence, streamId }],
  });
  const last = (text: string, streamId: string): object => ({
    type: 'message',
    text,
    entities: [{ type: 'streaminfo', streamType: 'final', streamId }],
  });
  const begin = async (): Promise<string> => (await send(part('streaming', 1, 'A brown'))).body.id;
  const shown = async (): Promise<Json> => (await karin.messages(id)).at(-1);

  it('shows what the bot does, then a part of the text, then the message', async () => {
    const first = await send(part('informative', 1, 'Looking for foxes'));
    expect(first.status).to.equal(201);
    expect(await shown()).to.include({ text: 'Looking for foxes', streaming: 'informative' });
    const { id: streamId } = first.body;
    clock.advance(2);
    expect((await send(part('streaming', 2, 'A brown', streamId))).status).to.equal(202);
    expect(await shown()).to.include({ id: streamId, text: 'A brown', streaming: 'streaming' });
    clock.advance(2);
    await send(part('streaming', 3, 'A brown fox', streamId));
    clock.advance(2);
    expect((await send(last('A brown fox jumps.', streamId))).status).to.equal(202);
    const message = await shown();
    expect(message).to.include({ id: streamId, text: 'A brown fox jumps.' });
    expect(message).to.not.have.any.keys('streaming', 'editedAt');
    expect(message.problems).to.deep.equal([]);
    expect(await karin.messages(id)).to.have.length(1);
  });

  it('may describe its parts in channelData only', async () => {
    const channelData = { streamType: 'streaming', streamSequence: 1 };
    const { status, body } = await send({ type: 'typing', text: 'A', channelData });
    expect(status).to.equal(201);
    await send({ type: 'message', text: 'A fox', channelData: { streamType: 'final', streamId: body.id } });
    expect((await karin.messages(id)).map(({ text }) => text)).to.deep.equal(['A fox']);
  });

  it('drops a part that arrives after a later one, and says so in the flow', async () => {
    await karin.say(id, 'hello');
    const streamId = await begin();
    await send(part('streaming', 3, 'A brown fox', streamId));
    expect((await send(part('streaming', 2, 'A brown', streamId))).status).to.equal(202);
    expect((await shown()).text).to.equal('A brown fox');
    expect((await karin.page.flow()).hops.at(-1)?.note).to.contain('arrived after a later one');
  });

  it('has a note if the bot sends more than one part a second', async () => {
    const streamId = await begin();
    await send(part('streaming', 2, 'A brown fox', streamId));
    await send(last('A brown fox', streamId));
    expect((await shown()).problems[0]).to.contain('one streaming update a second');
  });

  const refusals: readonly (readonly [what: string, run: () => Promise<unknown>, status: number, message: string])[] = [
    ['without text', () => send(part('streaming', 1, ' ')), 400, 'should include text'],
    ['that begins with another number', () => send(part('streaming', 2, 'A')), 400, 'must be 1'],
    ['with a long informative update', () => send(part('informative', 1, 'x'.repeat(1001))), 400, '1000 characters'],
    ['that ends as typing', () => send(part('final', 1, 'A')), 400, 'has the type "message"'],
    [
      'whose next part has no number',
      async () =>
        send({ ...part('streaming', 0, 'A brown fox'), entities: [{ type: 'streaminfo', streamId: await begin() }] }),
      400,
      '"streamSequence"',
    ],
    [
      'whose next part has a number that is not whole',
      async () => {
        const streamId = await begin();
        return send({
          ...part('streaming', 2, 'A brown fox'),
          entities: [{ type: 'streaminfo', streamType: 'streaming', streamSequence: 1.5, streamId }],
        });
      },
      400,
      '"streamSequence"',
    ],
    [
      'that does not contain what was streamed before',
      async () => send(part('streaming', 2, 'Hello', await begin())),
      403,
      'previously streamed content',
    ],
    [
      'that is completed',
      async () => {
        const streamId = await begin();
        await send(last('A brown fox', streamId));
        return send(part('streaming', 3, 'A brown fox jumps', streamId));
      },
      403,
      'already completed streamed message',
    ],
    [
      'that takes more than two minutes',
      async () => {
        const streamId = await begin();
        clock.advance(streamLimit / 1000 + 1);
        return send(part('streaming', 2, 'A brown fox', streamId));
      },
      403,
      'exceeded streaming time',
    ],
    ['that is unknown', () => send(part('streaming', 2, 'A', '1')), 404, 'no such activity'],
    [
      'that is a message of another kind',
      async () => send(part('streaming', 2, 'A', (await send({ type: 'message', text: 'A' })).body.id)),
      403,
      'Content stream is not allowed',
    ],
  ];
  for (const [what, run, status, message] of refusals) {
    it(`is refused ${what}`, async () => {
      const answer = (await run()) as { readonly status: number; readonly body: Json };
      expect(answer.status).to.equal(status);
      expect(answer.body.error.message).to.contain(message);
    });
  }

  it('is refused outside of personal chats', async () => {
    const group = await karin.install('groupChat');
    const { status, body } = await send(part('streaming', 1, 'A'), group);
    expect(status).to.equal(400);
    expect(body.error).to.include({ code: 'BadArgument' });
    expect(body.error.message).to.match(/^Streaming API is not enabled/);
  });

  it('stops after two minutes, and can then be replaced by an update', async () => {
    const streamId = await begin();
    clock.advance(streamLimit / 1000 + 1);
    await send(part('streaming', 2, 'A brown fox', streamId));
    expect((await shown()).streaming).to.equal(undefined);
    expect((await shown()).problems[0]).to.contain('within two minutes');
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities/${streamId}`;
    expect((await world.bot.call('PUT', path, { type: 'message', text: 'Done' })).status).to.equal(200);
    expect(await shown()).to.include({ text: 'Done' });
  });

  describe('of an SDK', () => {
    const reference = async (): Promise<Json> => {
      const { id: messageId } = await karin.say(id, 'hello');
      const { from, recipient, conversation, channelId, serviceUrl } = await world.bot.heard(
        (activity) => activity.id === messageId,
      );
      return { activityId: messageId, user: from, bot: recipient, conversation, channelId, serviceUrl };
    };

    it('is shown: teams.apps', async () => {
      const ref = await reference();
      const token = await getConnectorToken(world.host.url);
      const stream = new HttpStream(new Client(`${world.host.url}/teams`, { token }), ref);
      stream.update('Looking for foxes');
      stream.emit('A brown ');
      stream.emit(new MessageActivityInput('fox').addAiGenerated().addFeedback());
      await stream.close();
      expect(await shown()).to.deep.include({ text: 'A brown fox' });
      expect((await shown()).labels).to.include({ aiGenerated: true, feedback: 'default' });
      expect(await karin.messages(id)).to.have.length(2);
    });

    it('is shown: agents-hosting', async () => {
      const ref = await reference();
      const token = await getConnectorToken(world.host.url);
      const client = AgentsConnector.createClientWithToken(`${world.host.url}/teams/`, token);
      const context = {
        activity: Activity.fromObject({ type: 'message', channelId: 'msteams', ...ref }),
        sendActivity: (activity: Activity) => client.replyToActivity(id, ref.activityId, activity),
      };
      const stream = new StreamingResponse(context as never);
      stream.setDelayInMs(0);
      stream.setFeedbackLoop(true);
      stream.setGeneratedByAILabel(true);
      stream.setCitations([
        { title: 'Foxes', content: 'All about foxes', url: 'https://foxes.example/', filepath: '' },
      ]);
      stream.queueInformativeUpdate('Looking for foxes');
      stream.queueTextChunk('A brown fox [1]');
      expect(await stream.endStream()).to.equal('success');
      expect((await shown()).text).to.equal('A brown fox [1]');
      const { labels } = await shown();
      expect(labels).to.include({ aiGenerated: true, feedback: 'default' });
      expect(labels.citations[0]).to.include({ position: 1, name: 'Foxes', url: 'https://foxes.example/' });
      expect(await karin.messages(id)).to.have.length(2);
    });
  });
});
