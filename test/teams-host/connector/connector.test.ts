import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { guidPattern } from '../../../src/local/guid.ts';
import { aBotPackage, botId } from '../../support/a-bot-package.ts';
import { sendRaw } from '../../support/raw-request.ts';
import { botPassword, getConnectorToken, tenant } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';
import { aClock } from '../vault/vault-fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

const scope = 'https://api.botframework.com/.default';

describe('the token endpoint for bots', () => {
  let world: BotHost;
  before(async () => {
    world = await startBotHost();
  });
  after(() => world.close());

  const validForm = { grant_type: 'client_credentials', client_id: botId, client_secret: botPassword, scope };
  const ask = (form: Record<string, string>, headers: Record<string, string> = {}, of = tenant): Promise<Response> =>
    fetch(`${world.host.url}/botframework/${of}/oauth2/v2.0/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });
  const basic = (id: string, secret: string) => ({
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
  });

  it('issues a token for a client id and secret in the body or in the Basic header', async () => {
    const { client_id, client_secret, ...rest } = validForm;
    for (const answer of [await ask(validForm), await ask(rest, basic(client_id, client_secret))]) {
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('Cache-Control')).to.equal('no-store');
      const { access_token, token_type, expires_in } = (await answer.json()) as Json;
      expect({ token_type, expires_in }).to.deep.equal({ token_type: 'Bearer', expires_in: 3600 });
      const claims = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString()) as Json;
      expect(claims).to.include({ aud: 'https://api.botframework.com', appid: botId, tid: tenant });
    }
  });

  for (const [what, change, headers, status, error] of [
    ['a wrong secret', { client_secret: 'wrong' }, {}, 401, 'invalid_client'],
    ['an unknown bot', { client_id: tenant }, {}, 401, 'invalid_client'],
    ['credentials in both the body and the header', {}, basic(botId, botPassword), 401, 'invalid_client'],
    ['another scope', { scope: 'https://graph.microsoft.com/.default' }, {}, 400, 'invalid_scope'],
    ['an unsupported grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['a missing grant', { grant_type: undefined }, {}, 400, 'invalid_request'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const form = Object.entries({ ...validForm, ...change }).filter(([, value]) => value !== undefined);
      const answer = await ask(Object.fromEntries(form) as Record<string, string>, headers);
      expect(answer.status).to.equal(status);
      expect(await answer.json()).to.deep.equal({ error });
    });
  }

  it('refuses a tenant that is not a GUID', async () => {
    expect((await ask(validForm, {}, 'common')).status).to.equal(400);
  });
});

describe('the keys of the channel', () => {
  it('are generated at each start, endorse msteams, and are published through the metadata', async () => {
    const keys = async (): Promise<Json> => {
      const world = await startBotHost();
      const metadata = (await (
        await fetch(`${world.host.url}/botframework/v1/.well-known/openidconfiguration`)
      ).json()) as Json;
      expect(metadata.issuer).to.equal('https://api.botframework.com');
      const { keys: found } = (await (await fetch(metadata.jwks_uri)).json()) as Json;
      await world.close();
      return found;
    };
    const [first] = await keys();
    expect(first).to.include({ kty: 'RSA', use: 'sig', alg: 'RS256' }).and.to.not.have.any.keys('d', 'p', 'q');
    expect(first.endorsements).to.deep.equal(['msteams']);
    const [second] = await keys();
    expect(second.n).to.not.equal(first.n);
  });
});

describe('the connector', () => {
  let world: BotHost;
  let karin: Person;
  let id: string;
  let clock: ReturnType<typeof aClock>;

  beforeEach(async () => {
    clock = aClock(new Date().toISOString());
    world = await startBotHost({ now: clock.now });
    karin = await world.sit();
    id = await karin.install('personal');
  });
  afterEach(() => world.close());

  const to = (conversationId: string, rest = '/activities'): string =>
    `/teams/v3/conversations/${encodeURIComponent(conversationId)}${rest}`;
  const send = (body: unknown, conversationId = id): Promise<Response> =>
    world.bot.call('POST', to(conversationId), body);
  const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Json).error?.code;

  it('answers 401 for a missing, malformed, forged or expired token', async () => {
    const url = `${world.host.url}${to(id)}`;
    const post = async (authorization?: string): Promise<number> => {
      const headers = { 'Content-Type': 'application/json', ...(authorization && { Authorization: authorization }) };
      return (await fetch(url, { method: 'POST', headers, body: '{"type":"message","text":"x"}' })).status;
    };
    const token = await getConnectorToken(world.host.url);
    expect(await post()).to.equal(401);
    expect(await post('Bearer x')).to.equal(401);
    expect(await post(`Basic ${Buffer.from(`${botId}:${botPassword}`).toString('base64')}`)).to.equal(401);
    expect(await post(`Bearer ${token.slice(0, -4)}AAAA`)).to.equal(401);
    const [header, payload] = token.split('.');
    expect(await post(`Bearer ${header}.${payload}.`)).to.equal(401);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await post(`Bearer ${none}.${payload}.${createHash('sha256').digest('base64url')}`)).to.equal(401);
    expect(await post(`Bearer ${token}`)).to.equal(201);
    clock.advance(3600);
    expect(await post(`Bearer ${token}`)).to.equal(401);
    expect(await karin.messages(id)).to.have.length(1);
  });

  it('refuses a foreign Host, even with a valid token', async () => {
    const token = await getConnectorToken(world.host.url);
    const port = Number(new URL(world.host.url).port);
    const statusWithHost = async (host: string): Promise<string | undefined> => {
      const head = [`GET ${to(id, '/members')} HTTP/1.1`, `Host: ${host}`, `Authorization: Bearer ${token}`];
      const answer = await sendRaw({ port, chunks: [[...head, 'Connection: close', '', ''].join('\r\n')] });
      return answer.split(' ')[1];
    };
    expect(await statusWithHost(`127.0.0.1:${port}`)).to.equal('200');
    expect(await statusWithHost(`evil.example:${port}`)).to.equal('403');
  });

  it('allows a bot to access only conversations in which it is installed', async () => {
    const { id: group } = await karin.conversation('groupChat');
    const { id: pair } = await karin.conversation('pair');
    for (const other of [group, pair]) {
      const refused = await send({ type: 'message', text: 'x' }, other);
      expect(refused.status).to.equal(403);
      expect(await codeOf(refused)).to.equal('BotNotInConversationRoster');
      expect((await world.bot.call('GET', to(other, '/members'))).status).to.equal(403);
    }
    expect((await send({ type: 'message', text: 'x' }, 'a:1none')).status).to.equal(404);
    expect((await send({ type: 'message', text: 'x' }, `${id};messageid=1`)).status).to.equal(404);
    await karin.install('groupChat');
    expect((await send({ type: 'message', text: 'x' }, group)).status).to.equal(201);
  });

  it('allows a bot to change only its own messages', async () => {
    const { id: ofKarin } = await karin.say(id, 'mine');
    for (const [method, body] of [
      ['PUT', { type: 'message', text: 'x' }],
      ['DELETE', undefined],
    ] as const) {
      expect((await world.bot.call(method, to(id, `/activities/${ofKarin}`), body)).status).to.equal(403);
      expect((await world.bot.call(method, to(id, '/activities/1'), body)).status).to.equal(404);
    }
    expect((await karin.messages(id))[0].text).to.equal('mine');
  });

  it('does not allow a bot to change deleted messages', async () => {
    const { id: messageId } = (await (await send({ type: 'message', text: 'first' })).json()) as Json;
    const own = to(id, `/activities/${messageId}`);
    expect((await world.bot.call('DELETE', own)).status).to.equal(200);
    for (const [method, body] of [
      ['PUT', { type: 'message', text: 'again' }],
      ['DELETE', undefined],
    ] as const) {
      const refused = await world.bot.call(method, own, body);
      expect(refused.status).to.equal(404);
      expect(await codeOf(refused)).to.equal('ActivityNotFoundInConversation');
    }
    expect((await karin.messages(id))[0]).to.include({ deleted: true, text: '' });
  });

  for (const [what, body] of [
    ['a message without text', { type: 'message' }],
    ['blank text', { type: 'message', text: '   ' }],
    ['a missing type', { text: 'x' }],
    ['an unsupported type', { type: 'event', name: 'x' }],
    ['text that is not a string', { type: 'message', text: { a: 1 } }],
    ['attachments that are not a list', { type: 'message', attachments: {} }],
    ['an attachment without type', { type: 'message', attachments: [{ content: {} }] }],
    [
      'a card without content',
      { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }] },
    ],
    [
      'a mention that is not in the text',
      { type: 'message', text: 'hi', entities: [{ type: 'mention', text: '<at>K</at>' }] },
    ],
    ['a body that is not an object', ['x']],
  ] as const) {
    it(`answers 400 for ${what}`, async () => {
      const answer = await send(body);
      expect(answer.status).to.equal(400);
      expect(await codeOf(answer)).to.equal('BadArgument');
      expect(await karin.messages(id)).to.deep.equal([]);
    });
  }

  it('accepts a message of 99 KB', async () => {
    expect((await send({ type: 'message', text: 'x'.repeat(99_000) })).status).to.equal(201);
  });

  it('reports the parts of a message that Teams does not show', async () => {
    const adaptive = 'application/vnd.microsoft.card.adaptive';
    const content = { type: 'AdaptiveCard', version: '1.6', body: [] };
    await karin.say(id, 'hello');
    await send({
      type: 'message',
      attachments: [
        { contentType: adaptive, content },
        { contentType: 'video/mp4', contentUrl: 'https://a.example/v' },
      ],
      suggestedActions: { actions: [{ type: 'openUrl', value: 'https://a.example', title: 'Open' }] },
    });
    const message = (await karin.messages(id)).at(-1);
    expect(message.problems.join('\n'))
      .to.match(/version 1\.6/)
      .and.match(/video\/mp4/)
      .and.match(/imBack/);
    expect(message.attachments.map(({ kind }: Json) => kind)).to.deep.equal(['card', 'unsupported']);
  });

  it('names the buttons of a sign-in card that are not drawn, pictures without address, and unknown layouts', async () => {
    const buttons = [
      { type: 'imBack', title: 'Say', value: 'x' },
      { type: 'signin', title: 'Sign in', value: 'https://garden.example.com/x' },
    ];
    await send({
      type: 'message',
      attachmentLayout: 'grid',
      attachments: [
        { contentType: 'application/vnd.microsoft.card.signin', content: { text: 'Sign in', buttons } },
        { contentType: 'image/png', content: 'x' },
      ],
    });
    const [{ attachments, problems }] = await karin.messages(id);
    expect(attachments[0].buttons).to.have.length(1);
    expect(problems).to.have.length(3);
    expect(problems.join('\n'))
      .to.match(/of type "imBack", so it is not drawn/)
      .and.match(/It has no "contentUrl"\. \(image\/png\)/)
      .and.match(/layouts "list" and "carousel"/);
  });

  it('shows an unknown text format as Markdown, and says so', async () => {
    await send({ type: 'message', text: '**x**', textFormat: 'extendedmarkdown' });
    const [message] = await karin.messages(id);
    expect(message).to.include({ textFormat: 'markdown' });
    expect(message.omissions[0]).to.contain('"extendedmarkdown" as Markdown');
  });

  for (const contentType of [
    'application/vnd.microsoft.teams.card.file.consent',
    'application/vnd.microsoft.teams.card.file.info',
  ]) {
    it(`reports that Teams shows ${contentType} but this host does not`, async () => {
      await send({ type: 'message', attachments: [{ contentType, content: {} }] });
      const [{ problems, omissions }] = await karin.messages(id);
      expect(problems).to.deep.equal([]);
      expect(omissions).to.deep.equal([
        `This host does not show attachments of this type; Teams does. (${contentType})`,
      ]);
    });
  }

  it('shows connector, list and receipt cards, and says what is not on them', async () => {
    const potentialAction = [{ '@type': 'HttpPOST', name: 'Water' }];
    const attachments = ['teams.card.o365connector', 'teams.card.list', 'card.receipt'].map((name) => ({
      contentType: `application/vnd.microsoft.${name}`,
      content: { title: 'Fern', ...(name.includes('connector') ? { potentialAction } : {}) },
    }));
    await send({ type: 'message', attachments });
    const [message] = await karin.messages(id);
    expect(message.problems).to.deep.equal([]);
    expect(message.attachments.map(({ card }: Json) => card.body[0].text)).to.deep.equal(['Fern', 'Fern', 'Fern']);
    expect(message.attachments.map(({ notes }: Json) => notes)).to.deep.equal([
      ['Teams draws the button “Water” (HttpPOST), this host does not.'],
      [],
      [],
    ]);
  });

  it('shows hero cards, pictures and sign-in cards', async () => {
    await send({
      type: 'message',
      attachmentLayout: 'carousel',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.hero',
          content: { title: 'Fern', buttons: [{ type: 'imBack', title: 'Water', value: 'water it' }] },
        },
        { contentType: 'image/png', contentUrl: 'https://garden.example.com/fern.png' },
        {
          contentType: 'application/vnd.microsoft.card.oauth',
          content: {
            text: 'Please sign in',
            connectionName: 'garden',
            buttons: [{ type: 'signin', title: 'Sign in', value: 'https://garden.example.com/x' }],
          },
        },
      ],
    });
    const [{ attachments, attachmentLayout }] = await karin.messages(id);
    expect(attachmentLayout).to.equal('carousel');
    expect(attachments[0].card.actions).to.deep.equal([
      { type: 'Action.Submit', title: 'Water', data: { msteams: { type: 'imBack', value: 'water it' } } },
    ]);
    expect(attachments.slice(1)).to.deep.equal([
      { kind: 'image', url: 'https://garden.example.com/fern.png' },
      {
        kind: 'signIn',
        text: 'Please sign in',
        buttons: [{ title: 'Sign in', url: 'https://garden.example.com/x' }],
        connectionName: 'garden',
      },
    ]);
  });

  it('shows no sign-in button for a domain that the manifest does not list, and reports it', async () => {
    const toCard = (...links: readonly string[]) => ({
      contentType: 'application/vnd.microsoft.card.signin',
      content: { text: 'Sign in', buttons: links.map((value) => ({ type: 'signin', title: 'Sign in', value })) },
    });
    const [own, foreign] = ['https://garden.example.com/x', 'https://evil.example.net/x'];
    await send({ type: 'message', attachments: [toCard(own, foreign), toCard(foreign), toCard('http://a.example/')] });
    const [{ attachments, problems }] = await karin.messages(id);
    expect(attachments[0].buttons.map(({ url }: Json) => url)).to.deep.equal([own]);
    expect(attachments.map(({ kind }: Json) => kind)).to.deep.equal(['signIn', 'unsupported', 'unsupported']);
    expect(problems[0]).to.contain('"validDomains" of the manifest does not list').and.contain('evil.example.net');
    expect(problems[1]).to.contain('evil.example.net');
    expect(problems[2]).to.contain('not an https address');
  });

  it('shows links of the token service only if the manifest lists its domain', async () => {
    const link = (): string => `${world.host.url}/token-service/api/oauth/signin?signin=x`;
    const card = () => ({
      contentType: 'application/vnd.microsoft.card.oauth',
      content: { connectionName: 'garden', buttons: [{ type: 'signin', title: 'Sign in', value: link() }] },
    });
    await send({ type: 'message', attachments: [card()] });
    expect((await karin.messages(id))[0].attachments[0].buttons).to.deep.equal([{ title: 'Sign in', url: link() }]);
    await world.close();
    world = await startBotHost({ appPackage: await aBotPackage((manifest) => (manifest.validDomains = [])) });
    karin = await world.sit();
    id = await karin.install('personal');
    await send({ type: 'message', attachments: [card()] });
    const [{ attachments, problems }] = await karin.messages(id);
    expect(attachments[0].kind).to.equal('unsupported');
    expect(problems.join()).to.contain('token.botframework.com');
  });

  it('limits the messages of a bot in each conversation as Teams does', async () => {
    const statuses = [];
    for (let count = 0; count < 8; count += 1) {
      statuses.push((await send({ type: 'message', text: String(count) })).status);
    }
    expect(statuses).to.deep.equal([...Array.from({ length: 7 }, () => 201), 429]);
    const refused = await send({ type: 'message', text: 'x' });
    expect(refused.headers.get('Retry-After')).to.equal('1');
    const group = await karin.install('groupChat');
    expect((await send({ type: 'message', text: 'elsewhere' }, group)).status).to.equal(201);
    clock.advance(1);
    expect((await send({ type: 'message', text: '8' })).status).to.equal(201);
    expect((await send({ type: 'message', text: '9' })).status, '8 in 2 seconds').to.equal(429);
    clock.advance(3);
    for (let count = 8; count < 60; count += 1) {
      clock.advance(0.3);
      expect((await send({ type: 'message', text: String(count) })).status, String(count)).to.equal(201);
    }
    clock.advance(0.3);
    const tooMany = await send({ type: 'message', text: 'x' });
    expect(tooMany.status).to.equal(429);
    expect(Number(tooMany.headers.get('Retry-After'))).to.be.within(1, 30);
  });

  it('counts edits and deletions as messages', async () => {
    const { id: messageId } = (await (await send({ type: 'message', text: '0' })).json()) as Json;
    const own = to(id, `/activities/${messageId}`);
    for (let count = 0; count < 6; count += 1) {
      expect((await world.bot.call('PUT', own, { type: 'message', text: String(count) })).status).to.equal(200);
    }
    expect((await world.bot.call('PUT', own, { type: 'message', text: 'x' })).status).to.equal(429);
    expect((await world.bot.call('DELETE', own)).status).to.equal(429);
    expect((await karin.messages(id))[0].text).to.equal('5');
  });

  it('limits how often a bot reads members and teams', async () => {
    const channel = await karin.install('channel');
    const status = async (path: string): Promise<number> => (await world.bot.call('GET', path)).status;
    const team = `/teams/v3/teams/${encodeURIComponent(channel)}`;
    const paths = [to(channel, '/members'), to(channel, '/pagedmembers'), team, `${team}/conversations`];
    const one = to(channel, '/members/44444444-4444-4444-8444-444444444441');
    for (let count = 0; count < 14; count += 1) {
      expect(await status([...paths, one][count % 5] ?? ''), String(count)).to.equal(200);
    }
    for (const path of [...paths, one]) {
      expect(await status(path), path).to.equal(429);
    }
    clock.advance(2);
    expect(await status(one)).to.equal(200);
  });

  it('returns all members, pages of members, and single members', async () => {
    const group = await karin.install('groupChat');
    const get = async (rest: string): Promise<Json> => (await world.bot.call('GET', to(group, rest))).json();
    const all = await get('/members');
    expect(all.map(({ name }: Json) => name)).to.deep.equal(['Karin Blair', 'Daisy Phillips', 'Issac Fielder']);
    expect(all[0]).to.include({
      aadObjectId: '44444444-4444-4444-8444-444444444441',
      tenantId: tenant,
      givenName: 'Karin',
      surname: 'Blair',
      userPrincipalName: 'karin.blair@contoso.example',
    });
    const first = await get('/pagedmembers?pageSize=2');
    expect(first.members).to.have.length(2);
    const second = await get(`/pagedMembers?pageSize=2&continuationToken=${first.continuationToken}`);
    expect(second).to.deep.equal({ members: [all[2]] });
    expect(await get(`/members/${encodeURIComponent(all[1].id)}`)).to.deep.equal(all[1]);
    expect(await get(`/members/${all[1].aadObjectId}`)).to.deep.equal(all[1]);
    expect((await world.bot.call('GET', to(id, `/members/${all[1].id}`))).status).to.equal(404);
    expect((await world.bot.call('GET', to(group, '/pagedmembers?pageSize=x'))).status).to.equal(400);
  });

  it('returns the team and its channels', async () => {
    const channel = await karin.install('channel');
    const team = `/teams/v3/teams/${encodeURIComponent(channel)}`;
    const details = (await (await world.bot.call('GET', team)).json()) as Record<string, unknown>;
    expect(details).to.include({ id: channel, name: 'Operations Contoso', channelCount: 1 });
    expect(details.memberCount).to.be.greaterThan(1);
    expect(details.aadGroupId).to.match(guidPattern);
    const { channelData } = await world.bot.heard(
      ({ type, channelData: data }) => type === 'conversationUpdate' && data.team !== undefined,
    );
    expect(channelData.team).to.deep.include({ id: channel, aadGroupId: details.aadGroupId });
    expect(await (await world.bot.call('GET', `${team}/conversations`)).json()).to.deep.equal({
      conversations: [{ id: channel, name: null }],
    });
    expect((await world.bot.call('GET', '/teams/v3/teams/19%3Anone')).status).to.equal(404);
  });

  it('does not return a team in which the bot is not installed', async () => {
    const { id: channel } = await karin.conversation('channel');
    for (const rest of ['', '/conversations']) {
      const refused = await world.bot.call('GET', `/teams/v3/teams/${encodeURIComponent(channel)}${rest}`);
      expect(refused.status).to.equal(403);
      expect(await codeOf(refused)).to.equal('BotNotInConversationRoster');
    }
  });

  it('allows a bot to start a chat with a person who has added it, and a thread in a channel', async () => {
    const create = (body: unknown): Promise<Response> => world.bot.call('POST', '/teams/v3/conversations', body);
    await karin.say(id, 'hello');
    const { from } = await world.bot.heard(({ type }) => type === 'message');
    const made = await create({ members: [{ id: from.id }], tenantId: tenant, isGroup: false });
    expect(made.status).to.equal(201);
    expect(((await made.json()) as Json).id).to.equal(id);
    const channelData = { tenant: { id: tenant } };
    const elsewhere = { tenant: { id: '22222222-2222-4222-8222-222222222222' } };
    expect((await create({ members: [from], channelData: elsewhere })).status, 'another tenant').to.equal(403);
    const daisy = { id: '44444444-4444-4444-8444-444444444442' };
    expect((await create({ members: [daisy], channelData })).status, 'has not added the bot').to.equal(403);
    expect((await create({ members: [{ id: '29:none' }], channelData })).status).to.equal(403);
    expect((await create({ members: [from] })).status, 'no tenant').to.equal(400);
    expect((await create({ members: [from, daisy], channelData, isGroup: true })).status).to.equal(400);
    const channel = await karin.install('channel');
    const thread = await create({
      channelData: { channel: { id: channel } },
      activity: { type: 'message', text: 'new' },
    });
    const { id: threadId, activityId } = (await thread.json()) as Json;
    expect(threadId).to.equal(`${channel};messageid=${activityId}`);
    expect((await send({ type: 'message', text: 'reply' }, threadId)).status).to.equal(201);
  });

  it('starts a chat with the first message of the bot', async () => {
    await karin.say(id, 'hello');
    const { from } = await world.bot.heard(({ type }) => type === 'message');
    const create = (activity: unknown): Promise<Response> =>
      world.bot.call('POST', '/teams/v3/conversations', { members: [{ id: from.id }], tenantId: tenant, activity });
    const made = await create({ type: 'message', text: 'good morning' });
    expect(made.status).to.equal(201);
    const { id: madeId, activityId } = (await made.json()) as Json;
    expect(madeId).to.equal(id);
    expect((await karin.messages(id)).at(-1)).to.include({ id: activityId, text: 'good morning' });
    expect((await create({ type: 'typing' })).status).to.equal(400);
    expect((await create({ type: 'message' })).status).to.equal(400);
  });

  it('identifies a thread by its first message only', async () => {
    const channel = await karin.install('channel');
    const first = await karin.say(channel, 'first');
    const reply = await karin.say(channel, 'reply', { replyToId: first.id });
    const lost = await send({ type: 'message', text: 'lost' }, `${channel};messageid=${reply.id}`);
    expect(lost.status).to.equal(404);
    expect(await codeOf(lost)).to.equal('ConversationNotFound');
    expect((await send({ type: 'message', text: 'found' }, `${channel};messageid=${first.id}`)).status).to.equal(201);
    expect(await karin.messages(channel)).to.have.length(3);
  });

  it('shows a targeted message to its recipient only', async () => {
    const daisy = await world.sit('Daisy Phillips');
    const group = await karin.install('groupChat');
    await karin.say(group, '<at>Gardener</at> hello');
    const { from } = await world.bot.heard(({ type }) => type === 'message');
    const path = to(group, '/activities?isTargetedActivity=true');
    const sent = await world.bot.call('POST', path, { type: 'message', text: 'between us', recipient: from });
    const { id: messageId } = (await sent.json()) as Json;
    expect((await karin.messages(group)).at(-1)).to.include({ text: 'between us', onlyForYou: true });
    expect(JSON.stringify(await daisy.messages(group))).to.not.contain('between us');
    const react = `/api/conversations/${encodeURIComponent(group)}/messages/${messageId}/reactions`;
    expect((await daisy.page.post(react, { type: 'like' })).status).to.equal(404);
    const ashley = await world.sit('Ashley McCarthy');
    await ashley.say(await ashley.install('personal'), 'from elsewhere');
    const { from: outside } = await world.bot.heard(({ text }) => text === 'from elsewhere');
    for (const recipient of [{ id: '29:none' }, outside]) {
      expect((await world.bot.call('POST', path, { type: 'message', text: 'x', recipient })).status).to.equal(400);
    }
    const alone = { type: 'message', text: 'x', recipient: from };
    const personal = to(id, '/activities?isTargetedActivity=true');
    expect((await world.bot.call('POST', personal, alone)).status).to.equal(400);
  });

  for (const [what, call, status, code, why] of [
    [
      'an oversized message',
      () => send({ type: 'message', text: 'x'.repeat(103_000) }),
      413,
      'MessageSizeTooBig',
      /102400 bytes/,
    ],
    [
      'a body that is not JSON',
      () => world.bot.call('POST', to(id), 'hello', { 'Content-Type': 'text/plain' }),
      415,
      'UnsupportedMediaType',
      /application\/json/,
    ],
    [
      'an unsupported operation',
      () => world.bot.call('PUT', to(id, '/activities/1/reactions/like')),
      404,
      'NotFound',
      /does not support the operation/,
    ],
    [
      'an unsupported operation of the token service',
      () => world.bot.call('POST', '/token-service/api/usertoken/other', {}),
      404,
      'NotFound',
      /does not support the operation/,
    ],
    [
      'an invalid token',
      () => world.bot.call('POST', to(id), { type: 'message', text: 'x' }, { Authorization: 'Bearer x.y.z' }),
      401,
      'Unauthorized',
      /connector token/,
    ],
    [
      'an invalid token at the token service',
      () =>
        world.bot.call('GET', '/token-service/api/usertoken/GetToken?userId=x', undefined, {
          Authorization: 'Bearer x.y.z',
        }),
      401,
      'Unauthorized',
      /connector token/,
    ],
  ] as const) {
    it(`answers with a Bot Framework error for ${what}, and records the reason in the flow`, async () => {
      await karin.say(id, 'hello');
      await world.bot.heard(({ type }) => type === 'message');
      const answer = await call();
      expect(answer.status).to.equal(status);
      expect(answer.headers.get('Content-Type')).to.contain('application/json');
      const { error } = (await answer.json()) as Json;
      expect(error.code).to.equal(code);
      expect(error.message).to.match(why);
      const hop = (await karin.page.flow()).hops.at(-1);
      expect(hop).to.include({ from: 'App', to: 'Teams host', status });
      expect(hop?.failure?.why).to.match(why);
    });
  }

  it('records an invalid token only in the flow of its conversation', async () => {
    const daisy = await world.sit('Daisy Phillips');
    const group = await karin.install('groupChat');
    await karin.say(id, 'hello');
    await daisy.say(group, '<at>Gardener</at> hello');
    await world.bot.heard(({ from, type }) => type === 'message' && from.name === 'Daisy Phillips');
    await world.bot.call('POST', to(id), { type: 'message', text: 'x' }, { Authorization: 'Bearer x.y.z' });
    expect((await karin.page.flow()).hops.at(-1)?.status).to.equal(401);
    expect((await daisy.page.flow()).hops.some(({ status }) => status === 401)).to.equal(false);
  });

  it('records every call in the flow, with the reason of a refusal', async () => {
    await karin.say(id, 'hello');
    await world.bot.heard(({ type }) => type === 'message');
    await send({ type: 'message', text: 'hello yourself' });
    await send({ type: 'message' });
    const { hops } = await karin.page.flow();
    const [answer, refused] = hops.slice(-2);
    expect(answer).to.include({ from: 'App', to: 'Teams host', status: 201 });
    expect(answer?.claims).to.include({ appid: botId });
    expect(refused).to.include({ status: 400 });
    expect(refused?.failure?.why).to.contain('needs text');
    expect(JSON.stringify(hops)).to.not.contain('eyJ').and.to.not.contain(botPassword);
  });
});
