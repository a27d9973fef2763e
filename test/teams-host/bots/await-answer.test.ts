import { expect } from 'chai';
import { answerLimit } from '../../../src/teams-host/bots/await-answer.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('a bot that accepts a message', () => {
  let world: BotHost;
  let karin: Person;
  let id: string;
  let timers: { readonly ms: number; readonly run: () => void }[];

  beforeEach(async () => {
    timers = [];
    world = await startBotHost({ after: (ms, run) => timers.push({ ms, run }) });
    karin = await world.sit();
    id = await karin.install('personal');
  });
  afterEach(() => world.close());

  const path = (rest = ''): string => `/teams/v3/conversations/${encodeURIComponent(id)}/activities${rest}`;

  /** Sends a message, lets the bot act, ends the waiting time, and returns the failures in the flow. */
  async function failuresAfter(act: (messageId: string) => Promise<unknown>): Promise<readonly string[]> {
    const { id: messageId } = await karin.say(id, 'hello');
    const timer = await waitUntil(() => timers[0]);
    expect(timer.ms).to.equal(answerLimit);
    await act(messageId);
    timer.run();
    const { hops } = await karin.page.flow();
    return hops.flatMap(({ failure }) => (failure === undefined ? [] : failure.why));
  }

  const unanswered = 'Gardener accepted the message, but within 15 seconds it neither answered nor asked for a token.';

  it('has failed if it does nothing', async () => {
    expect(await failuresAfter(async () => {})).to.deep.equal([unanswered]);
  });

  it('has failed if it only types and reads members', async () => {
    const failures = await failuresAfter(async () => {
      expect((await world.bot.call('POST', path(), { type: 'typing' })).status).to.equal(201);
      const members = `/teams/v3/conversations/${encodeURIComponent(id)}/members`;
      expect((await world.bot.call('GET', members)).status).to.equal(200);
    });
    expect(failures).to.deep.equal([unanswered]);
  });

  it('has answered if it replies, or sends a message of its own', async () => {
    expect(
      await failuresAfter((messageId) =>
        world.bot.call('POST', path(`/${messageId}`), { type: 'message', text: 'hi' }),
      ),
    ).to.deep.equal([]);
    timers = [];
    expect(await failuresAfter(() => world.bot.call('POST', path(), { type: 'message', text: 'hi' }))).to.deep.equal(
      [],
    );
  });

  it('has answered if it asks for a token', async () => {
    const failures = await failuresAfter(async (messageId) => {
      const { from } = await world.bot.heard((activity) => activity.id === messageId);
      const query = new URLSearchParams({ userId: from.id, connectionName: 'none', channelId: 'msteams' });
      await world.bot.call('GET', `/token-service/api/usertoken/GetToken?${query}`);
    });
    expect(failures).to.deep.equal(['The bot has no connection with this name.']);
  });

  it('has one failure in the flow, not two, if its answer is refused', async () => {
    const failures = await failuresAfter(() => world.bot.call('POST', path(), { type: 'message' }));
    expect(failures).to.deep.equal(['A message needs text or an attachment.']);
  });

  it('is not awaited for other activities', async () => {
    const { id: messageId } = await karin.say(id, 'hello');
    await waitUntil(() => timers[0]);
    await karin.post(`/api/conversations/${encodeURIComponent(id)}/messages/${messageId}/reactions`, { type: 'like' });
    await karin.post(`/api/conversations/${encodeURIComponent(id)}/messages/${messageId}/edit`, { text: 'other' });
    await world.bot.heard(({ type }) => type === 'messageUpdate');
    expect(timers).to.have.length(1);
  });
});
