import { expect } from 'chai';
import { botAppId, botId } from '../../support/a-bot-package.ts';
import type { BotReply } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

const adaptive = 'application/vnd.microsoft.card.adaptive';
const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Fern' }] };
const update = (value: unknown, statusCode = 200, type = adaptive): BotReply => ({ body: { statusCode, type, value } });

describe('a card in a conversation', () => {
  let world: BotHost;
  let karin: Person;
  let id: string;
  let messageId: string;

  beforeEach(async () => {
    world = await startBotHost();
    karin = await world.sit();
    id = await karin.install('groupChat');
    messageId = await sendCard(card);
  });
  afterEach(() => world.close());

  async function sendCard(content: object): Promise<string> {
    const path = `/teams/v3/conversations/${encodeURIComponent(id)}/activities`;
    const body = { type: 'message', attachments: [{ contentType: adaptive, content }] };
    return ((await (await world.bot.call('POST', path, body)).json()) as { id: string }).id;
  }

  const press = (action: object, rest: object = {}, person = karin): Promise<Json> =>
    person.post(`/api/conversations/${encodeURIComponent(id)}/card-actions`, {
      appId: botId,
      messageId,
      trigger: 'manual',
      action,
      ...rest,
    });
  const execute = (rest: object = {}, person = karin): Promise<Json> =>
    press({ type: 'Action.Execute', verb: 'water', title: 'Water', data: { plant: 1 } }, rest, person);

  it('sends the bot the action and its inputs', async () => {
    world.bot.answer(() => update({ ...card, body: [] }));
    expect(await execute({ inputs: { litres: '2' } })).to.deep.equal({ type: 'card', card: { ...card, body: [] } });
    const activity = await world.bot.heard(({ name }) => name === 'adaptiveCard/action');
    expect(activity).to.deep.include({
      replyToId: messageId,
      value: {
        action: { type: 'Action.Execute', title: 'Water', verb: 'water', data: { plant: 1, litres: '2' } },
        trigger: 'manual',
      },
    });
    expect(activity.from.name).to.equal('Karin Blair');
    expect((await karin.page.flow()).action).to.equal('Water');
  });

  it('leaves the posted message unchanged if the bot answers with a new card', async () => {
    const daisy = await world.sit('Daisy Phillips');
    world.bot.answer(() => update({ ...card, body: [{ type: 'TextBlock', text: 'for Karin' }] }));
    await execute();
    expect(JSON.stringify(await daisy.messages(id))).to.not.contain('for Karin');
    expect(JSON.stringify(await karin.messages(id))).to.not.contain('for Karin');
  });

  it('refreshes automatically only for the people it names', async () => {
    world.bot.answer(() => update(card));
    await execute();
    const { from } = await world.bot.heard(({ name }) => name === 'adaptiveCard/action');
    const action = { type: 'Action.Execute', verb: 'refresh', data: {} };
    messageId = await sendCard({ ...card, refresh: { action, userIds: [from.id] } });
    const daisy = await world.sit('Daisy Phillips');
    const last = async (person: Person): Promise<Json> => (await person.messages(id)).at(-1).attachments[0];
    expect((await last(karin)).refresh).to.deep.equal(action);
    expect((await last(daisy)).refresh).to.equal(undefined);
    const before = (await karin.page.flow()).action;
    world.bot.answer(() => update({ ...card, refresh: { action, userIds: ['29:other'] } }));
    expect(await press(action, { trigger: 'automatic' })).to.not.have.property('refresh');
    expect((await karin.page.flow()).action, 'an automatic refresh starts no flow').to.equal(before);
    expect(world.bot.seen.at(-1).value.trigger).to.equal('automatic');
  });

  it('refreshes automatically if the bot sent it, but not if a person posted it', async () => {
    const refresh = { action: { type: 'Action.Execute', verb: 'refresh' } };
    messageId = await sendCard({ ...card, refresh });
    await karin.say(id, '', { cards: [{ appId: botAppId, card: { ...card, refresh } }] });
    const [ofBot, posted] = (await karin.messages(id)).slice(-2).map(({ attachments }: Json) => attachments[0]);
    expect(ofBot.refresh).to.deep.equal(refresh.action);
    expect(posted.card.refresh).to.deep.equal(refresh);
    expect(posted).to.not.have.property('refresh');
  });

  it('keeps what was said about it when a person posts it', async () => {
    const notes = ['The card has 2 pictures, of which the first is drawn.', 5, 'x'.repeat(1000)];
    await karin.say(id, '', { cards: [{ appId: botAppId, card, notes }] });
    const [attachment] = (await karin.messages(id)).at(-1).attachments;
    expect(attachment.notes).to.deep.equal([notes[0], 'x'.repeat(500)]);
  });

  it('shows a message, an error or a sign-in that the bot returns', async () => {
    world.bot.answer(() => update('Watered', 200, 'application/vnd.microsoft.activity.message'));
    expect(await execute()).to.deep.equal({ type: 'toast', text: 'Watered' });
    world.bot.answer(() =>
      update({ code: '412', message: 'Somebody was faster' }, 412, 'application/vnd.microsoft.error'),
    );
    expect(await execute()).to.deep.include({ type: 'message', text: 'Somebody was faster' });
    const login = {
      connectionName: 'garden',
      buttons: [{ type: 'signin', title: 'Sign in', value: 'https://garden.example.com/' }],
    };
    world.bot.answer(({ value }) =>
      value.state === '123456' ? update(card) : update(login, 401, 'application/vnd.microsoft.activity.loginRequest'),
    );
    expect(await execute()).to.deep.equal({ type: 'signIn', title: 'Sign in', url: 'https://garden.example.com/' });
    expect((await execute({ state: '123456' })).type).to.equal('card');
  });

  it('explains a rejected verification code and a failed precondition', async () => {
    world.bot.answer(() => update(null, 401, 'application/vnd.microsoft.error.incorrectAuthCode'));
    const wrong = await execute({ state: '123456' });
    expect(wrong).to.include({ type: 'message', title: 'The sign-in was not accepted' });
    expect(wrong.remedy).to.contain('sign in again');
    world.bot.answer(() =>
      update({ code: '412', message: 'Agree first' }, 412, 'application/vnd.microsoft.error.preconditionFailed'),
    );
    expect(await execute()).to.deep.include({ type: 'message', text: 'Agree first' });
    expect((await karin.page.flow()).hops.every(({ failure }) => failure === undefined)).to.equal(true);
  });

  it('opens no sign-in page on a domain that the manifest does not list', async () => {
    const value = 'https://evil.example.net/';
    const login = { connectionName: 'garden', buttons: [{ type: 'signin', title: 'Sign in', value }] };
    world.bot.answer(() => update(login, 401, 'application/vnd.microsoft.activity.loginRequest'));
    const refusal = /evil\.example\.net, which "validDomains" of the manifest does not list/;
    const executed = await execute();
    expect(executed.type).to.equal('message');
    expect(executed.text).to.match(refusal);
    expect((await karin.page.flow()).hops.at(-1)?.failure?.why).to.match(refusal);
    const pressed = await press({ type: 'Action.Submit', data: { msteams: { type: 'signin', value } } });
    expect(pressed.type).to.equal('message');
    expect(pressed.text).to.match(refusal);
    expect((await karin.page.flow()).hops.at(-1)?.failure?.why).to.match(refusal);
  });

  for (const [what, reply, expected] of [
    ['a bare card', { body: card }, /no "statusCode" and "type"/],
    ['a card of version 1.6', update({ ...card, version: '1.6' }), /version 1\.6/],
    [
      'a card of more than 28 KB',
      update({ ...card, body: [{ type: 'TextBlock', text: 'x'.repeat(28 * 1024) }] }),
      /28 KB/,
    ],
    ['a card with status 400', update(card, 400), /status 400/],
    ['a message without text', update('', 200, 'application/vnd.microsoft.activity.message'), /no text/],
    [
      'a login request with 200',
      update({}, 200, 'application/vnd.microsoft.activity.loginRequest'),
      /status other than 401/,
    ],
    [
      'a rejected code with 200',
      update(null, 200, 'application/vnd.microsoft.error.incorrectAuthCode'),
      /must have the status 401/,
    ],
    [
      'a failed precondition with 200',
      update({}, 200, 'application/vnd.microsoft.error.preconditionFailed'),
      /must have the status 412/,
    ],
    ['an unknown type', update({}, 200, 'application/json'), /does not know/],
    ['status 500', { status: 500 }, /answered 500/],
    ['an empty body', {}, /answered 200 without a body: it has no handler for adaptiveCard\/action/],
  ] as const) {
    it(`rejects ${what} as an answer`, async () => {
      world.bot.answer(() => reply);
      const answer = await execute();
      expect(answer.type).to.equal('message');
      expect(answer.text).to.match(expected);
    });
  }

  it('submits data to the bot without a visible message', async () => {
    const before = (await karin.messages(id)).length;
    expect(await press({ type: 'Action.Submit', data: { plant: 1 } }, { inputs: { name: 'x' } })).to.deep.equal({
      type: 'done',
    });
    const activity = await world.bot.heard(({ type }) => type === 'message');
    expect(activity).to.deep.include({ value: { plant: 1, name: 'x' }, replyToId: messageId });
    expect(activity.text).to.equal(undefined);
    expect(await karin.messages(id)).to.have.length(before);
  });

  it('posts the texts of its buttons to the bot and to the conversation', async () => {
    const submit = (msteams: object): Promise<Json> => press({ type: 'Action.Submit', data: { msteams } });
    await submit({ type: 'imBack', value: 'water it' });
    expect((await world.bot.heard(({ type }) => type === 'message')).text).to.equal('water it');
    await submit({ type: 'messageBack', text: 'water 1', displayText: 'Water the fern', value: { plant: 1 } });
    const back = await world.bot.heard(({ text }) => text === 'water 1');
    expect(back.value).to.deep.equal({ plant: 1 });
    await submit({ type: 'messageBack', text: 'quietly', value: {} });
    await world.bot.heard(({ text }) => text === 'quietly');
    expect((await karin.messages(id)).slice(1).map(({ text }) => text)).to.deep.equal(['water it', 'Water the fern']);
    await submit({ type: 'messageBack', text: 'as JSON', value: '{"plant":3}' });
    expect((await world.bot.heard(({ text }) => text === 'as JSON')).value).to.deep.equal({ plant: 3 });
    await submit({ type: 'invoke', value: { plant: 2 } });
    const invoke = await world.bot.heard(({ type }) => type === 'invoke');
    expect(invoke)
      .to.deep.include({ value: { plant: 2 } })
      .and.to.not.have.property('name');
    expect(await submit({ type: 'signin', value: 'https://garden.example.com/' })).to.include({ type: 'signIn' });
  });

  it('opens dialogs and submits their data', async () => {
    world.bot.answer(({ name }) =>
      name === 'task/fetch'
        ? {
            body: {
              task: { type: 'continue', value: { title: 'Edit', card: { contentType: adaptive, content: card } } },
            },
          }
        : {},
    );
    const data = { msteams: { type: 'task/fetch' }, plant: 1 };
    expect(await press({ type: 'Action.Submit', data })).to.include({ type: 'dialog', title: 'Edit' });
    expect(world.bot.seen.at(-1).value.data).to.deep.equal(data);
    const path = `/api/conversations/${encodeURIComponent(id)}/dialog`;
    expect(await karin.post(path, { appId: botId, messageId, data: { name: 'x' } })).to.deep.equal({ type: 'done' });
    expect(world.bot.seen.at(-1)).to.deep.include({ name: 'task/submit' });
    expect(world.bot.seen.at(-1).value.data).to.deep.equal({ name: 'x' });
  });

  it('of a message extension calls its bot, even in conversations without the bot', async () => {
    const { id: pair } = await karin.conversation('pair');
    const message = await karin.say(pair, '', { cards: [{ appId: botAppId, card }] });
    id = pair;
    messageId = message.id;
    world.bot.answer(({ name }) => (name === 'adaptiveCard/action' ? update(card) : {}));
    expect((await execute({ appId: botAppId })).type).to.equal('card');
    expect(await press({ type: 'Action.Submit', data: { plant: 1 } }, { appId: botAppId })).to.deep.equal({
      type: 'done',
    });
    expect(world.bot.seen.at(-1)).to.deep.include({
      name: 'composeExtension/onCardButtonClicked',
      value: { plant: 1 },
    });
    world.bot.answer(() => ({
      body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments: [] } },
    }));
    const refused = await press({ type: 'Action.Submit', data: { plant: 1 } }, { appId: botAppId });
    expect(refused).to.include({ type: 'message', text: 'The answer is results, which Teams does not show here.' });
  });

  describe('with choices that the bot searches', () => {
    const searchResponse = 'application/vnd.microsoft.search.searchResponse';
    const search = (rest: object = {}): Promise<Json> =>
      karin.post(`/api/conversations/${encodeURIComponent(id)}/choices`, {
        appId: botId,
        messageId,
        dataset: 'plants',
        text: 'fe',
        skip: 0,
        count: 15,
        ...rest,
      });

    it('sends the bot what was typed, and returns the choices', async () => {
      const results = [{ title: 'Fern', value: 'fern' }];
      world.bot.answer(() => ({ body: { statusCode: 200, type: searchResponse, value: { results } } }));
      expect(await search({ inputs: { garden: 'north' } })).to.deep.equal({ type: 'choices', choices: results });
      const { value, replyToId } = await world.bot.heard(({ name }) => name === 'application/search');
      expect(value).to.deep.equal({
        queryText: 'fe',
        queryOptions: { skip: 0, top: 15 },
        dataset: 'plants',
        data: { garden: 'north' },
      });
      expect(replyToId).to.equal(messageId);
      expect((await karin.page.flow()).hops.at(-1)?.note).to.equal('1 choice.');
      await search({ messageId: undefined });
      expect(world.bot.seen.at(-1).value).to.not.have.property('data');
    });

    it('has no choices if the answer is empty, and shows an error of the bot', async () => {
      world.bot.answer(() => ({}));
      expect(await search()).to.deep.equal({ type: 'choices', choices: [] });
      const value = { code: '500', message: 'No plants today' };
      world.bot.answer(() => ({ body: { statusCode: 500, type: 'application/vnd.microsoft.error', value } }));
      expect(await search()).to.deep.include({ type: 'message', text: 'No plants today' });
    });

    for (const [what, body] of [
      ['a list', []],
      ['another type', { type: 'result', value: { results: [] } }],
      ['no results', { type: searchResponse, value: {} }],
      ['a result without a value', { type: searchResponse, value: { results: [{ title: 'Fern' }] } }],
      ['a result that is text', { type: searchResponse, value: { results: ['Fern'] } }],
    ] as const) {
      it(`rejects an answer with ${what}`, async () => {
        world.bot.answer(() => ({ body }));
        expect(await search()).to.deep.include({ type: 'message', title: 'The answer of Gardener cannot be shown' });
        expect((await karin.page.flow()).hops.at(-1)?.failure?.remedy).to.contain(searchResponse);
      });
    }

    it('asks no bot that is not in the conversation, and no one for malformed requests', async () => {
      for (const rest of [{ dataset: 5 }, { text: {} }, { count: -1 }, { inputs: [] }]) {
        expect(String(await search(rest).catch((fault: unknown) => fault))).to.match(/Error: 400/);
      }
      await karin.post(`/api/conversations/${encodeURIComponent(id)}/uninstall`, { appId: botAppId });
      expect(String(await search().catch((fault: unknown) => fault))).to.match(/Error: 409 .*Add the app/);
      expect(world.bot.seen.filter(({ name }) => name === 'application/search')).to.deep.equal([]);
    });
  });

  it('of a removed bot is disabled unless its message extension created it', async () => {
    const path = `/api/conversations/${encodeURIComponent(id)}`;
    const posted = await karin.say(id, '', { cards: [{ appId: botAppId, card }] });
    await karin.post(`${path}/uninstall`, { appId: botAppId });
    await world.bot.heard(({ action }) => action === 'remove');
    world.bot.answer(() => update(card));
    const invokes = () => world.bot.seen.filter(({ type }) => type === 'invoke').length;
    const before = invokes();
    for (const action of [{ type: 'Action.Execute' }, { type: 'Action.Submit', data: {} }]) {
      const body = { appId: botId, messageId, action };
      expect((await karin.page.post(`${path}/card-actions`, body)).status).to.equal(409);
    }
    expect((await karin.page.post(`${path}/dialog`, { appId: botId, messageId, data: {} })).status).to.equal(409);
    expect(invokes()).to.equal(before);
    messageId = posted.id;
    expect((await execute({ appId: botAppId })).type).to.equal('card');
  });

  it('is not posted if Teams does not show it', async () => {
    const path = `/api/conversations/${encodeURIComponent(id)}/messages`;
    for (const change of [{ version: '1.6' }, { fallbackText: 'x'.repeat(28 * 1024) }]) {
      const cards = [{ appId: botAppId, card: { ...card, ...change } }];
      expect((await karin.page.post(path, { text: '', cards })).status).to.equal(422);
    }
  });

  it('answers 400 for malformed requests and 404 for unknown objects', async () => {
    const status = async (body: object): Promise<number> =>
      (
        await karin.page.post(`/api/conversations/${encodeURIComponent(id)}/card-actions`, {
          appId: botId,
          messageId,
          action: { type: 'Action.Execute' },
          ...body,
        })
      ).status;
    for (const body of [
      { action: undefined },
      { action: { type: 'Action.OpenUrl' } },
      { action: { type: 'Action.Submit', data: { msteams: { type: 'other' } } } },
      { trigger: 'often' },
      { inputs: [] },
      { trigger: 'automatic', action: { type: 'Action.Submit' } },
    ]) {
      expect(await status(body), JSON.stringify(body)).to.equal(400);
    }
    expect(await status({ messageId: '1' })).to.equal(404);
    expect(await status({ appId: 'other' })).to.equal(404);
  });

  it('sends the bot the verification code, or that the person cancelled the sign-in', async () => {
    world.bot.answer(({ name, value }) =>
      name === 'signin/verifyState' && value.state === '000000' ? { status: 412 } : {},
    );
    const path = `/api/conversations/${encodeURIComponent(id)}/verify-state`;
    for (const state of ['123456', 'CancelledByUser']) {
      expect(await karin.post(path, { appId: botAppId, state })).to.deep.equal({ type: 'done' });
      expect(world.bot.seen.at(-1)).to.deep.include({ name: 'signin/verifyState', value: { state } });
    }
    expect((await karin.post(path, { appId: botAppId, state: '000000' })).type).to.equal('message');
  });

  it('sends a verification code only in conversations with its bot', async () => {
    const { id: personal } = await karin.conversation('personal');
    const path = `/api/conversations/${encodeURIComponent(personal)}/verify-state`;
    expect((await karin.page.post(path, { appId: botAppId, state: '123456' })).status).to.equal(409);
    expect(world.bot.seen.some(({ name }) => name === 'signin/verifyState')).to.equal(false);
  });
});
