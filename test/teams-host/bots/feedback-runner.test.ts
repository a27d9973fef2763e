import { expect } from 'chai';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';

describe('feedback on a message of a bot', () => {
  let world: BotHost;
  let karin: Person;
  let id: string;

  beforeEach(async () => {
    world = await startBotHost();
    karin = await world.sit();
    id = await karin.install('personal');
  });
  afterEach(() => world.close());

  async function post(channelData: object): Promise<string> {
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
    const response = await world.bot.call('POST', path, { type: 'message', text: 'A fox', channelData });
    return ((await response.json()) as { id: string }).id;
  }
  const give = (messageId: string, body: object, form = ''): Promise<unknown> =>
    karin.post(`/api/conversations/${encodeURIComponent(id)}/messages/${messageId}/feedback${form}`, body);

  it('reaches the bot as in Teams', async () => {
    const messageId = await post({ feedbackLoopEnabled: true });
    expect(await give(messageId, { reaction: 'dislike', feedback: { feedbackText: 'No fox' } })).to.deep.equal({
      type: 'done',
    });
    const activity = await world.bot.heard(({ name }) => name === 'message/submitAction');
    expect(activity).to.deep.include({
      replyToId: messageId,
      value: { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{"feedbackText":"No fox"}' } },
    });
  });

  it('has the form of the bot if it asks for one', async () => {
    const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
    world.bot.answer(({ name }) =>
      name === 'message/fetchTask'
        ? {
            body: {
              task: {
                type: 'continue',
                value: {
                  title: 'Why?',
                  card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card },
                },
              },
            },
          }
        : {},
    );
    const messageId = await post({ feedbackLoop: { type: 'custom' } });
    expect(await give(messageId, { reaction: 'like' }, '-form')).to.deep.include({
      type: 'dialog',
      title: 'Why?',
      card,
    });
    const activity = await world.bot.heard(({ name }) => name === 'message/fetchTask');
    expect(activity.value).to.deep.equal({ data: { actionName: 'feedback', actionValue: { reaction: 'like' } } });
  });

  it('shows that the bot does not handle it', async () => {
    world.bot.answer(({ type }) => (type === 'invoke' ? { status: 501 } : {}));
    const messageId = await post({ feedbackLoopEnabled: true });
    expect(await give(messageId, { reaction: 'like', feedback: {} })).to.include({ type: 'message' });
    expect((await karin.page.flow()).hops.at(-1)?.failure?.remedy).to.contain('Handle this kind of invoke');
  });

  it('is refused for a message without feedback buttons, and for other reactions', async () => {
    const plain = await post({});
    expect(String(await give(plain, { reaction: 'like' }).catch((error: Error) => error))).to.match(/400.*no feedback/);
    const messageId = await post({ feedbackLoopEnabled: true });
    expect(String(await give(messageId, { reaction: 'x' }).catch((error: Error) => error))).to.contain('400');
  });
});
