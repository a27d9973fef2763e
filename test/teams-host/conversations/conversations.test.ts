import { expect } from 'chai';
import { aBotPackage, botAppId, botId } from '../../support/a-bot-package.ts';
import { type BotHost, startBotHost } from '../../support/start-bot-host.ts';
import { waitUntil } from '../../support/wait-until.ts';

const isMessage = ({ type }: { type: string }): boolean => type === 'message';

describe('a conversation with a bot', () => {
  let world: BotHost;

  beforeEach(async () => {
    world = await startBotHost();
  });
  afterEach(() => world.close());

  it('sends complete activities, with a token for the bot and the service URL', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    await karin.say(id, 'hello');
    const activity = await world.bot.heard(isMessage);
    expect(activity).to.deep.include({
      type: 'message',
      text: 'hello',
      textFormat: 'plain',
      channelId: 'msteams',
      serviceUrl: `${world.host.url}/teams/`,
      locale: 'en-US',
      recipient: { id: `28:${botId}`, name: 'Gardener' },
      conversation: { conversationType: 'personal', tenantId: '11111111-1111-4111-8111-111111111111', id },
      channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } },
    });
    expect(activity.from).to.include({ name: 'Karin Blair', aadObjectId: '44444444-4444-4444-8444-444444444441' });
    expect(activity.from.id).to.match(/^29:1/);
    expect(activity.id).to.match(/^\d{13}$/);
    expect(Math.abs(Date.parse(activity.timestamp) - Date.now())).to.be.lessThan(30_000);
    expect(Date.parse(activity.localTimestamp)).to.equal(Date.parse(activity.timestamp));
    const { payload, protectedHeader } = world.bot.tokens.at(-1) ?? {};
    expect(payload).to.have.all.keys('iss', 'aud', 'serviceurl', 'iat', 'nbf', 'exp');
    expect(payload).to.include({ aud: botId, serviceurl: activity.serviceUrl });
    expect(protectedHeader).to.include({ alg: 'RS256' });
  });

  it('notifies the bot once of its installation and its removal', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    await karin.install('personal');
    const welcome = await world.bot.heard(({ type }) => type === 'conversationUpdate');
    expect(welcome.membersAdded.map((member: { id: string }) => member.id)).to.include(`28:${botId}`);
    const added = await world.bot.heard(({ type }) => type === 'installationUpdate');
    expect(added.action).to.equal('add');
    await karin.post(`/api/conversations/${encodeURIComponent(id)}/uninstall`, { appId: botAppId });
    await world.bot.heard(({ action }) => action === 'remove');
    expect(world.bot.seen.map(({ type }) => type).sort()).to.deep.equal([
      'conversationUpdate',
      'installationUpdate',
      'installationUpdate',
    ]);
    expect((await karin.get('/api/session')).apps[0].installed).to.equal(false);
  });

  it('is not possible before the app is added', async () => {
    const karin = await world.sit();
    const { id } = await karin.conversation('personal');
    const fault = await karin.say(id, 'hello').catch((error: Error) => error);
    expect(String(fault)).to.contain('409');
    expect(world.bot.seen).to.deep.equal([]);
  });

  it('shows messages that the bot posts, edits and deletes', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
    const sent = await world.bot.call('POST', path, {
      type: 'message',
      text: 'What **now**?',
      suggestedActions: { actions: [{ type: 'imBack', title: 'Help', value: 'help' }] },
    });
    expect(sent.status).to.equal(201);
    const { id: messageId } = (await sent.json()) as { id: string };
    expect(await karin.messages(id)).to.deep.equal([
      {
        id: messageId,
        conversationId: id,
        text: 'What **now**?',
        textFormat: 'markdown',
        attachmentLayout: 'list',
        attachments: [],
        suggestedActions: [{ title: 'Help', text: 'help' }],
        problems: [],
        reactions: [],
        sentAt: (await karin.messages(id))[0].sentAt,
        from: { kind: 'bot', id: botId, name: 'Gardener', appId: botId },
        onlyForYou: false,
        deleted: false,
      },
    ]);
    await world.bot.call('PUT', `${path}/${messageId}`, { type: 'message', text: 'Never mind' });
    expect((await karin.messages(id))[0])
      .to.include({ text: 'Never mind' })
      .and.to.have.property('editedAt');
    await world.bot.call('DELETE', `${path}/${messageId}`);
    expect((await karin.messages(id))[0]).to.include({ deleted: true, text: '' });
  });

  for (const kind of ['groupChat', 'channel'] as const) {
    it(`in a ${kind} sends the bot only messages that mention it`, async () => {
      const karin = await world.sit();
      const id = await karin.install(kind);
      await karin.say(id, 'the fern looks ill');
      await karin.say(id, '<at>Gardener</at> water the fern');
      const activity = await world.bot.heard(isMessage);
      expect(activity.text).to.equal('<at>Gardener</at> water the fern');
      expect(activity.entities).to.deep.include({
        type: 'mention',
        mentioned: { id: `28:${botId}`, name: 'Gardener' },
        text: '<at>Gardener</at>',
      });
      expect(activity.conversation).to.include({ isGroup: true, conversationType: kind });
      expect(activity.attachments).to.deep.equal([
        { contentType: 'text/html', content: '<p><at id="0">Gardener</at> water the fern</p>' },
      ]);
      expect(world.bot.seen.filter(isMessage)).to.have.length(1);
    });
  }

  it('sends mention entities for members only', async () => {
    const other = '77777777-7777-4777-8777-777777777777';
    const second = await aBotPackage((manifest) => {
      Object.assign(manifest, { id: other, name: { short: 'Florist' }, composeExtensions: undefined });
      manifest.bots[0].botId = other;
    });
    await world.close();
    world = await startBotHost({ morePackages: [second] });
    const karin = await world.sit();
    const id = await karin.install('groupChat');
    const text = '<at>Gardener</at> ask <at>Daisy Phillips</at>, <at>Florist</at> and <at>Ashley McCarthy</at>';
    await karin.say(id, text);
    const mentionsIn = async (sent: string) => {
      const { entities } = await world.bot.heard((activity) => activity.text === sent);
      return entities.filter(({ type }: { type: string }) => type === 'mention');
    };
    const members = await world.bot.call('GET', `/teams/v3/conversations/${encodeURIComponent(id)}/members`);
    const daisy = ((await members.json()) as { name: string; id: string }[]).find(({ name }) =>
      name.startsWith('Daisy'),
    );
    const mention = (mentioned: string | undefined, name: string) => ({
      type: 'mention',
      mentioned: { id: mentioned, name },
      text: `<at>${name}</at>`,
    });
    const [gardener, person] = [mention(`28:${botId}`, 'Gardener'), mention(daisy?.id, 'Daisy Phillips')];
    expect(await mentionsIn(text)).to.deep.equal([gardener, person]);
    await karin.post(`/api/conversations/${encodeURIComponent(id)}/install`, { appId: other });
    await karin.say(id, `${text}!`);
    expect(await mentionsIn(`${text}!`)).to.deep.equal([gardener, person, mention(`28:${other}`, 'Florist')]);
  });

  it('keeps replies in their thread of a channel', async () => {
    const karin = await world.sit();
    const id = await karin.install('channel');
    const first = await karin.say(id, '<at>Gardener</at> hello');
    const { conversation, channelData } = await world.bot.heard(isMessage);
    expect(conversation.id).to.equal(`${id};messageid=${first.id}`);
    expect(channelData).to.include({ teamsChannelId: id }).and.to.have.nested.property('team.id');
    const path = `/teams/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
    expect((await world.bot.call('POST', path, { type: 'message', text: 'yes?' })).status).to.equal(201);
    const raw = `/teams/v3/conversations/${conversation.id}/activities/${first.id}`;
    expect((await world.bot.call('POST', raw, { type: 'message', text: 'unencoded' })).status).to.equal(201);
    const [, answer, second] = await karin.messages(id);
    expect([answer.replyToId, second.replyToId]).to.deep.equal([first.id, first.id]);
    const reply = await karin.say(id, '<at>Gardener</at> again', { replyToId: answer.id });
    expect(reply.replyToId).to.equal(first.id);
    expect((await world.bot.heard(({ id: heard }) => heard === reply.id)).conversation.id).to.equal(conversation.id);
  });

  it('notifies the bot of edits, deletions and reactions', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    const { id: messageId } = await karin.say(id, 'helo');
    const base = `/api/conversations/${encodeURIComponent(id)}/messages`;
    await karin.post(`${base}/${messageId}/edit`, { text: 'hello' });
    const edited = await world.bot.heard(({ type }) => type === 'messageUpdate');
    expect(edited).to.deep.include({ id: messageId, text: 'hello' });
    expect(edited.channelData.eventType).to.equal('editMessage');
    await karin.post(`${base}/${messageId}/delete`);
    expect((await world.bot.heard(({ type }) => type === 'messageDelete')).id).to.equal(messageId);
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
    const sent = (await (await world.bot.call('POST', path, { type: 'message', text: 'hi' })).json()) as { id: string };
    await karin.post(`${base}/${sent.id}/reactions`, { type: 'like' });
    expect(await world.bot.heard(({ type }) => type === 'messageReaction')).to.deep.include({
      replyToId: sent.id,
      reactionsAdded: [{ type: 'like' }],
    });
    expect((await karin.messages(id)).at(-1).reactions).to.deep.equal([{ type: 'like', people: ['Karin Blair'] }]);
  });

  it('reports a failed delivery in the message and in the flow', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    world.bot.answer(() => ({ status: 500, body: { message: 'out of water' } }));
    await karin.say(id, 'hello');
    await world.bot.heard(isMessage);
    await waitUntil(async () => (await karin.messages(id))[0].problems.length > 0);
    expect((await karin.messages(id))[0].problems.join())
      .to.contain('500')
      .and.to.contain('out of water');
    const { hops } = await karin.page.flow();
    expect(hops.at(-1)?.failure?.why).to.contain('500');
    expect(world.bot.seen.filter(isMessage)).to.have.length(1);
  });

  it('sends a message only once, even if the bot answers 503', async () => {
    const karin = await world.sit();
    const id = await karin.install('personal');
    world.bot.answer(() => ({ status: 503 }));
    await karin.say(id, 'hello');
    await karin.say(id, 'again');
    await world.bot.heard(({ text }) => text === 'again');
    expect(world.bot.seen.filter(isMessage).map(({ text }) => text)).to.have.members(['hello', 'again']);
  });

  it('sends events to its members only', async () => {
    const karin = await world.sit();
    const daisy = await world.sit('Daisy Phillips');
    const ashley = await world.sit('Ashley McCarthy');
    const streams = await Promise.all([karin, daisy, ashley].map(({ page }) => follow(page.get('/api/events'))));
    const group = await karin.install('groupChat');
    await karin.say(group, 'in the group');
    const personal = await karin.install('personal');
    await karin.say(personal, 'just between us');
    const path = `/teams/v3/conversations/${encodeURIComponent(personal)}/activities`;
    await world.bot.call('POST', path, { type: 'typing' });
    const { from } = await world.bot.heard(({ text }) => text === 'just between us');
    const targeted = `/teams/v3/conversations/${encodeURIComponent(group)}/activities?isTargetedActivity=true`;
    await world.bot.call('POST', targeted, { type: 'message', text: 'for Karin alone', recipient: from });
    await karin.say(group, 'the last word');
    await waitUntil(() => streams.slice(0, 2).every((stream) => stream.text().includes('the last word')));
    const [forKarin = '', forDaisy = '', forAshley = ''] = streams.map((stream) => stream.text());
    expect(forKarin).to.contain('in the group').and.to.contain('just between us').and.to.contain('event: typing');
    expect(forDaisy).to.contain('in the group').and.to.not.contain('just between us').and.to.not.contain('typing');
    expect(forKarin).to.contain('for Karin alone');
    expect(forDaisy).to.not.contain('for Karin alone');
    expect(forAshley).to.not.contain('event: message');
    for (const stream of streams) {
      stream.stop();
    }
  });

  it('can be read and changed by its members only', async () => {
    const karin = await world.sit();
    const daisy = await world.sit('Daisy Phillips');
    const id = await karin.install('personal');
    const { id: messageId } = await karin.say(id, 'a secret');
    const base = `/api/conversations/${encodeURIComponent(id)}`;
    expect((await daisy.page.get(`${base}/messages`)).status).to.equal(404);
    for (const [path, body] of [
      ['/messages', { text: 'x' }],
      [`/messages/${messageId}/edit`, { text: 'x' }],
      ['/install', { appId: botAppId }],
      ['/card-actions', { appId: botAppId, messageId, action: { type: 'Action.Execute' } }],
      ['/verify-state', { appId: botAppId, state: '123456' }],
    ] as const) {
      expect((await daisy.page.post(`${base}${path}`, body)).status, path).to.equal(404);
    }
    const group = await karin.install('groupChat');
    const inGroup = await karin.say(group, 'mine');
    const edit = `/api/conversations/${encodeURIComponent(group)}/messages/${inGroup.id}/edit`;
    expect((await daisy.page.post(edit, { text: 'not mine' })).status).to.equal(403);
  });
});

async function follow(opening: Promise<Response>): Promise<{ text(): string; stop(): void }> {
  const reader = (await opening).body?.getReader();
  let text = '';
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) {
        return;
      }
      text += Buffer.from(value ?? []).toString('utf8');
    }
  };
  read().catch(() => {});
  return { text: () => text, stop: () => void reader?.cancel() };
}
