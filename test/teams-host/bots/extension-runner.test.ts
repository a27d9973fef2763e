import { expect } from 'chai';
import { aBotPackage, botAppId, botId } from '../../support/a-bot-package.ts';
import { anAppPackage, gardenAppId } from '../../support/an-app-package.ts';
import { startScriptedApi } from '../../support/scripted-api.ts';
import type { BotReply } from '../../support/scripted-bot.ts';
import { type BotHost, type Person, startBotHost } from '../../support/start-bot-host.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests read any property of an answer
type Json = any;

const adaptive = 'application/vnd.microsoft.card.adaptive';
const thumbnail = 'application/vnd.microsoft.card.thumbnail';
const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Fern' }] };
const preview = (title: string, rest: object = {}) => ({ contentType: thumbnail, content: { title, ...rest } });
const result = (title = 'Fern', rest: object = {}) => ({
  contentType: adaptive,
  content: card,
  preview: preview(title, rest),
});
const results = (attachments: unknown[], rest: object = {}): BotReply => ({
  body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments, ...rest } },
});
const openUrl = (type: 'auth' | 'config', value: unknown): BotReply => ({
  body: { composeExtension: { type, suggestedActions: { actions: [{ type: 'openUrl', title: 'Go on', value }] } } },
});

const withTaskInfo =
  (url: string) =>
  ({ composeExtensions: [extension] }: Json): void => {
    const command = extension.commands[1];
    command.fetchTask = false;
    command.taskInfo = { title: 'A form', width: 'Large', height: '333', url };
  };

describe('a bot-based message extension', () => {
  let world: BotHost;
  let karin: Person;

  beforeEach(async () => {
    world = await startBotHost();
    karin = await world.sit();
  });
  afterEach(() => world.close());

  /** Restarts the host with timeouts shorter than those of Teams, but long enough for a busy machine. */
  async function useShortTimeouts(): Promise<void> {
    await world.close();
    world = await startBotHost({ botTimeouts: { extension: 2000, invoke: 2000, message: 2000 } });
    karin = await world.sit();
  }

  const path = (rest: string): string => `/api/apps/${botAppId}${rest}`;
  const query = (body: object = {}): Promise<Json> =>
    karin.post(path('/commands/findPlants'), { parameters: { name: 'fern' }, ...body });
  const reason = async (): Promise<string | undefined> =>
    (await karin.page.flow()).hops.findLast(({ failure }) => failure !== undefined)?.failure?.why;

  it('is listed with the app', async () => {
    const { apps } = await karin.get('/api/session');
    expect(apps).to.have.length(1);
    const [{ extension, bot, problems, validDomains }] = apps;
    expect(problems).to.deep.equal([]);
    expect(validDomains).to.deep.equal(['garden.example.com', 'token.botframework.com']);
    expect(bot).to.include({ id: botId, name: 'Gardener' });
    expect(extension).to.include({ kind: 'bot', canUpdateConfiguration: true });
    expect(extension.commands.map(({ id, kind, hasDialog }: Json) => [id, kind, hasDialog])).to.deep.equal([
      ['findPlants', 'query', false],
      ['plantOne', 'action', true],
      ['water', 'action', false],
    ]);
    expect((await karin.page.get(`/apps/${botAppId}/color.png`)).headers.get('Content-Type')).to.equal('image/png');
    expect((await karin.page.get('/apps/none/color.png')).status).to.equal(404);
  });

  it('sends queries as Teams does, and shows results with their previews', async () => {
    world.bot.answer(() =>
      results([
        result('Fern', {
          subtitle: 'Polypodium',
          text: 'green',
          images: [{ url: 'https://a.example/f.png', alt: 'A fern' }],
        }),
        {
          contentType: 'application/vnd.microsoft.card.hero',
          content: { title: 'Moss', tap: { type: 'invoke', value: { id: 2 } } },
        },
      ]),
    );
    const { id: conversationId } = await karin.conversation('pair');
    const answer = await query({ conversationId, skip: 25, count: 25 });
    expect(answer).to.include({ type: 'results', layout: 'list', hasMore: false });
    expect(answer.results[0]).to.deep.equal({
      preview: {
        title: 'Fern',
        subtitle: 'Polypodium',
        text: 'green',
        image: { url: 'https://a.example/f.png', alt: 'A fern' },
      },
      card,
    });
    expect(answer.results[1]).to.deep.include({ preview: { title: 'Moss' }, tap: { id: 2 } });
    expect(answer.results[1].card.type).to.equal('AdaptiveCard');
    const [activity] = world.bot.seen;
    expect(activity).to.deep.include({
      type: 'invoke',
      name: 'composeExtension/query',
      value: {
        commandId: 'findPlants',
        parameters: [
          { name: 'name', value: 'fern' },
          { name: 'season', value: 'spring' },
        ],
        queryOptions: { skip: 25, count: 25 },
      },
    });
    expect(activity.conversation).to.include({ id: conversationId, conversationType: 'personal' });
    expect(activity.channelData.source).to.deep.equal({ name: 'compose' });
    const { hops } = await karin.page.flow();
    expect(hops.at(-1)?.note).to.equal('2 results as list.');
    expect(hops.at(-2)).to.include({ from: 'App', status: 200 });
    expect(hops.at(-3)?.claims).to.include({ aud: botId });
    expect(JSON.stringify(hops)).to.not.contain('eyJ');
  });

  it('sends initialRun if the manifest runs the command on opening', async () => {
    world.bot.answer(() => results([]));
    expect(await query({ parameters: {}, initialRun: true })).to.deep.equal({
      type: 'results',
      layout: 'list',
      results: [],
      hasMore: false,
    });
    expect(world.bot.seen[0].value.parameters).to.deep.equal([{ name: 'initialRun', value: 'true' }]);
  });

  for (const [season, parameters] of [
    ['', [{ name: 'name', value: 'fern' }]],
    [
      'autumn',
      [
        { name: 'name', value: 'fern' },
        { name: 'season', value: 'autumn' },
      ],
    ],
  ] as const) {
    it(`sends only parameters with a value if the person sets the season to ${JSON.stringify(season)}`, async () => {
      world.bot.answer(() => results([]));
      await query({ parameters: { name: 'fern', season } });
      expect(world.bot.seen[0].value.parameters).to.deep.equal(parameters);
    });
  }

  it('sends the first parameter empty if no field has a value', async () => {
    world.bot.answer(() => results([]));
    await query({ parameters: { name: '', season: '' } });
    expect(world.bot.seen[0].value.parameters).to.deep.equal([{ name: 'name', value: '' }]);
  });

  it('reports more results after a full page', async () => {
    world.bot.answer(({ value }) => results(Array.from({ length: value.queryOptions.count }, () => result())));
    expect((await query({ count: 3 })).hasMore).to.equal(true);
  });

  it('offers sign-in, and repeats the query with the verification code', async () => {
    const link = `${world.host.url}/token-service/api/oauth/signin?signin=x`;
    world.bot.answer(({ value }) => (value.state === '123456' ? results([result()]) : openUrl('auth', link)));
    expect(await query()).to.deep.equal({ type: 'signIn', title: 'Go on', url: link });
    expect((await query({ state: '123456' })).type).to.equal('results');
  });

  it('opens the settings page, and sends its result to the bot', async () => {
    const url = 'https://garden.example.com/settings';
    world.bot.answer(({ name }) => (name.endsWith('/setting') ? {} : openUrl('config', url)));
    expect(await karin.post(path('/settings'))).to.deep.equal({ type: 'settings', title: 'Go on', url });
    expect(await karin.post(path('/settings/saved'), { state: '{"size":5}' })).to.deep.equal({ type: 'done' });
    expect(world.bot.seen.map(({ name, value }) => [name, value])).to.deep.equal([
      ['composeExtension/querySettingUrl', {}],
      ['composeExtension/setting', { state: '{"size":5}' }],
    ]);
    expect(await query()).to.include({ type: 'settings' });
    world.bot.answer(() => results([result()]));
    expect(await karin.post(path('/settings'))).to.include({ type: 'message' });
  });

  it('answers 400 for settings that the manifest does not declare', async () => {
    await world.close();
    world = await startBotHost({
      appPackage: await aBotPackage(({ composeExtensions: [extension] }) => {
        extension.canUpdateConfiguration = false;
      }),
    });
    karin = await world.sit();
    expect((await karin.page.post(path('/settings'), {})).status).to.equal(400);
    expect(world.bot.seen).to.deep.equal([]);
  });

  it('fetches the card of a selected result from the bot', async () => {
    world.bot.answer(() => results([{ contentType: adaptive, content: card }]));
    const answer = await karin.post(path('/select'), { value: { id: 2 } });
    expect(answer.results).to.deep.equal([{ preview: { title: '' }, card }]);
    expect(world.bot.seen[0]).to.deep.include({ name: 'composeExtension/selectItem', value: { id: 2 } });
  });

  it('says what of a preview is not used', async () => {
    const images = [{ url: 'http://pictures.example/a.png' }];
    const buttons = [{ type: 'imBack', title: 'Say', value: 'x' }];
    world.bot.answer(() =>
      results([
        result('Fern', { images, tap: { type: 'imBack', value: 'x' } }),
        result('Moss', { images: {}, buttons }),
      ]),
    );
    const { results: found } = await query({});
    expect(found[0].notes).to.deep.equal([
      'The picture of the preview has no https address, so it is not shown.',
      'Teams uses "tap" of a preview if it is of type "invoke" or "openUrl", not "imBack".',
    ]);
    expect(found[1].notes).to.deep.equal([
      '"images" of the card is not a list, so it is not drawn. Make it one.',
      'The buttons of a preview are not shown. Put them on the card.',
    ]);
    world.bot.answer(() => results([null]));
    expect((await query({})).text).to.equal('Result 1 has no "contentType".');
  });

  it('shows connector cards, and says what is not on them', async () => {
    const connector = {
      contentType: 'application/vnd.microsoft.teams.card.o365connector',
      content: {
        summary: 'A fern',
        title: 'Fern',
        text: 'green',
        potentialAction: [{ '@type': 'ActionCard', name: 'Water' }],
      },
    };
    world.bot.answer(() => results([{ ...connector, preview: preview('Fern') }]));
    const { type, results: found } = await query({});
    expect(type).to.equal('results');
    expect(found[0].card.body.map(({ text }: { readonly text: string }) => text)).to.deep.equal(['Fern', 'green']);
    expect(found[0].notes.join()).to.match(/“Water” \(ActionCard\)/);
    expect((await karin.page.flow()).hops.at(-1)?.note).to.match(/1 result as list\..*“Water”/);
  });

  const refusals: readonly (readonly [string, BotReply, RegExp])[] = [
    [
      'an Adaptive Card without preview',
      results([{ contentType: adaptive, content: card }]),
      /without a hero or thumbnail/,
    ],
    [
      'a preview that is an Adaptive Card',
      results([{ ...result(), preview: { contentType: adaptive, content: card } }]),
      /without a hero or thumbnail/,
    ],
    [
      'a connector card without preview',
      results([{ contentType: 'application/vnd.microsoft.teams.card.o365connector', content: { title: 'x' } }]),
      /a connector card without a hero or thumbnail/,
    ],
    [
      'a list card, which is for bots only',
      results([{ contentType: 'application/vnd.microsoft.teams.card.list', content: { title: 'x' } }]),
      /does not show as a result/,
    ],
    ['a card of version 1.6', results([{ ...result(), content: { ...card, version: '1.6' } }]), /version 1\.6/],
    [
      'a card of more than 28 KB',
      results([{ ...result(), content: { ...card, fallbackText: 'x'.repeat(28 * 1024) } }]),
      /at most 28 KB/,
    ],
    ['a card without version', results([{ ...result(), content: { type: 'AdaptiveCard' } }]), /no valid "version"/],
    ['a card that is not an Adaptive Card', results([{ ...result(), content: {} }]), /not an Adaptive Card/],
    ['a result of another type', results([{ contentType: 'text/html', content: {} }]), /content type "text\/html"/],
    ['more results than requested', results(Array.from({ length: 26 }, () => result())), /26 results, but at most 25/],
    ['an unknown layout', results([], { attachmentLayout: 'carousel' }), /neither "list" nor "grid"/],
    ['attachments that are not a list', results([], { attachments: {} }), /not a list/],
    ['an unknown type', { body: { composeExtension: { type: 'resultat' } } }, /"resultat"/],
    ['silentAuth without a link', { body: { composeExtension: { type: 'silentAuth' } } }, /exactly one action/],
    [
      'a dialog',
      { body: { task: { type: 'message', value: 'Hello' } } },
      /a text in a dialog, which Teams does not show/,
    ],
    ['a message without text', { body: { composeExtension: { type: 'message' } } }, /no "text"/],
    ['no composeExtension', { body: { ok: true } }, /no "composeExtension"/],
    ['an empty body', {}, /answered 200 without a body: it has no handler for composeExtension/],
    ['a body that is not JSON', { body: '<p>hello' }, /not JSON/],
    ['auth without a link', { body: { composeExtension: { type: 'auth' } } }, /exactly one action/],
    ['auth with a javascript: URL', openUrl('auth', 'javascript:alert(1)'), /not an https address/],
    ['auth over plain http', openUrl('auth', 'http://garden.example.com/'), /not an https address/],
    ['auth on an unlisted domain', openUrl('auth', 'https://evil.example.com/'), /"validDomains".*does not list/],
    ['config on an unlisted domain', openUrl('config', 'https://evil.example.com/'), /"validDomains".*does not list/],
    ['status 500', { status: 500, body: { message: 'out of order' } }, /answered 500.*out of order/],
    [
      'an error in other languages',
      { status: 500, body: { detail: 'Außer\u202e Betrieb 故障' } },
      /“Außer Betrieb 故障”/,
    ],
    ['status 501', { status: 501 }, /answered 501/],
    ['status 401', { status: 401 }, /answered 401/],
    ['a redirect', { status: 302 }, /answered 302/],
    ['more than 1 MB', results([result('x'.repeat(1024 * 1024))]), /more than 1048576 bytes/],
  ];
  for (const [what, reply, expected] of refusals) {
    it(`rejects ${what}, and records the reason in the flow`, async () => {
      world.bot.answer(() => reply);
      const answer = await query();
      expect(answer.type).to.equal('message');
      expect(answer.text).to.match(expected);
      expect(answer.remedy).to.not.equal(undefined);
      expect(await reason()).to.match(expected);
    });
  }

  for (const [status, remedy] of [
    [301, 'no redirect is followed'],
    [308, 'no redirect is followed'],
    [404, 'Compare "messagingEndpoint"'],
    [405, 'Compare "messagingEndpoint"'],
  ] as const) {
    it(`names the messaging endpoint if it answers ${status}`, async () => {
      world.bot.answer(() => ({ status }));
      expect((await query()).remedy)
        .to.contain(remedy)
        .and.contain('"messagingEndpoint"');
    });
  }

  it('rejects a link of the token service if the manifest does not list its domain', async () => {
    await world.close();
    world = await startBotHost({ appPackage: await aBotPackage((manifest) => (manifest.validDomains = [])) });
    karin = await world.sit();
    world.bot.answer(() => openUrl('auth', `${world.host.url}/token-service/api/oauth/signin?signin=x`));
    expect((await query()).text).to.contain('token.botframework.com');
  });

  it('shows a message of the bot', async () => {
    world.bot.answer(() => ({ body: { composeExtension: { type: 'message', text: 'Nothing grows' } } }));
    expect(await query()).to.deep.equal({ type: 'message', title: '', text: 'Nothing grows' });
  });

  it('sends the same activity up to three times if the bot times out', async () => {
    await useShortTimeouts();
    world.bot.answer((_, attempt) => ({ ...results([result()]), after: attempt < 3 ? 10_000 : 0 }));
    expect((await query()).type).to.equal('results');
    expect(new Set(world.bot.seen.map(({ id }) => id)).size).to.equal(1);
    expect(world.bot.seen).to.have.length(3);
  });

  it('retries on 429 and 503, but not on 500', async () => {
    const busy = [429, 503];
    world.bot.answer((_, attempt) => ({ ...results([result()]), status: busy[attempt - 1] ?? 200 }));
    expect((await query()).type).to.equal('results');
    expect(world.bot.seen).to.have.length(3);
    world.bot.answer(() => ({ status: 500 }));
    expect((await query()).type).to.equal('message');
    expect(world.bot.seen).to.have.length(4);
  });

  it('redacts secrets in errors of the bot', async () => {
    const secrets = ['eyJhbGciOiJub25lIn0.eyJzdWIiOiJrYXJpbiJ9.c2ln', 'secret-1', '456789'];
    const message = `Bearer ${secrets[0]} was refused at https://a.example/?access_token=${secrets[1]}&code=${secrets[2]}`;
    world.bot.answer(() => ({ status: 500, body: { message } }));
    const { text } = await query();
    expect(text).to.contain('was refused at');
    const shown = text + JSON.stringify(await karin.page.flow());
    expect(secrets.filter((secret) => shown.includes(secret))).to.deep.equal([]);
  });

  it('fails after three attempts and ignores later responses', async () => {
    await useShortTimeouts();
    world.bot.answer(() => ({ ...results([result()]), after: 2500 }));
    const answer = await query();
    expect(answer.text).to.contain('did not answer within 2000 ms');
    expect(world.bot.seen).to.have.length(3);
  });

  it('reports that the bot cannot be reached', async () => {
    await world.bot.close();
    expect((await query()).text).to.contain('ECONNREFUSED');
  });

  it('answers 404 for unknown commands and conversations, and 400 for malformed requests', async () => {
    const status = async (rest: string, body: unknown): Promise<number> =>
      (await karin.page.post(path(rest), body)).status;
    expect(await status('/commands/other', { parameters: {} })).to.equal(404);
    expect(await status('/commands/plantOne', { parameters: {} })).to.equal(404);
    expect(await status('/commands/findPlants/open', { context: 'compose' })).to.equal(404);
    expect(await status('/commands/findPlants', { parameters: { other: 'x' } })).to.equal(400);
    for (const change of [{ skip: -1 }, { skip: 1.5 }, { count: 26 }, { state: 7 }, { parameters: 'x' }]) {
      expect(await status('/commands/findPlants', { parameters: {}, ...change }), JSON.stringify(change)).to.equal(400);
    }
    const foreign = { parameters: {}, conversationId: '19:none@thread.v2' };
    expect(await status('/commands/findPlants', foreign)).to.equal(404);
    expect(world.bot.seen).to.deep.equal([]);
  });

  describe('with dialogs', () => {
    const dialog = (value: object): BotReply => ({ body: { task: { type: 'continue', value } } });
    const open = (body: object = {}): Promise<Json> =>
      karin.post(path('/commands/plantOne/open'), { context: 'compose', ...body });
    const submit = (body: object = {}): Promise<Json> =>
      karin.post(path('/commands/plantOne/submit'), { context: 'compose', data: { name: 'Fern' }, ...body });

    it('opens the dialog of the bot, and submits its inputs', async () => {
      world.bot.answer(({ name }) =>
        name.endsWith('fetchTask')
          ? dialog({ title: 'Plant one', width: 'small', card: { contentType: adaptive, content: card } })
          : results([result()]),
      );
      expect(await open()).to.deep.equal({
        type: 'dialog',
        title: 'Plant one',
        width: 'small',
        height: 'medium',
        card,
      });
      expect((await submit()).type).to.equal('results');
      expect(world.bot.seen[0].value).to.deep.include({ commandId: 'plantOne', commandContext: 'compose' });
      expect(world.bot.seen[1]).to.deep.include({ name: 'composeExtension/submitAction' });
      expect(world.bot.seen[1].value.data).to.deep.equal({ name: 'Fern' });
    });

    it('sends the message that an action applies to', async () => {
      world.bot.answer(() => ({ body: { task: { type: 'message', value: 'Noted' } } }));
      const { id: conversationId } = await karin.conversation('groupChat');
      const message = await karin.say(conversationId, 'the <fern> is ill', { cards: [{ appId: botAppId, card }] });
      const at = { conversationId, context: 'message', messageId: message.id };
      expect(await open(at)).to.deep.equal({ type: 'dialogMessage', text: 'Noted' });
      const { messagePayload } = world.bot.seen[0].value;
      expect(messagePayload).to.deep.include({
        id: message.id,
        body: { contentType: 'html', content: 'the &lt;fern&gt; is ill' },
      });
      expect(messagePayload.from.user.displayName).to.equal('Karin Blair');
      expect(JSON.parse(messagePayload.attachments[0].content)).to.deep.equal(card);
      expect((await karin.page.post(path('/commands/plantOne/open'), { ...at, messageId: '1' })).status).to.equal(404);
    });

    it('opens a dialog with a page, and closes it if the bot answers with an empty body', async () => {
      world.bot.answer(({ name }) =>
        name.endsWith('fetchTask') ? dialog({ url: 'https://garden.example.com/form', width: 400, height: 300 }) : {},
      );
      expect(await open()).to.deep.include({ url: 'https://garden.example.com/form', width: 400, height: 300 });
      expect(await submit()).to.deep.equal({ type: 'done' });
    });

    it('opens the page that the manifest names, and gives the bot what it submits', async () => {
      await world.close();
      world = await startBotHost({ appPackage: await aBotPackage(withTaskInfo('https://garden.example.com/form')) });
      karin = await world.sit();
      const { id: conversationId } = await karin.conversation('pair');
      const { id: messageId } = await karin.say(conversationId, 'the fern');
      for (const at of [{ context: 'compose' }, { context: 'message', conversationId, messageId }]) {
        expect(await karin.post(path('/commands/plantOne/open'), at)).to.deep.equal({
          type: 'dialog',
          title: 'A form',
          url: 'https://garden.example.com/form',
          width: 'large',
          height: 333,
        });
      }
      expect(world.bot.seen).to.deep.equal([]);
      world.bot.answer(() => ({}));
      expect(await submit({ data: { name: 'Fern' } })).to.deep.equal({ type: 'done' });
      expect(world.bot.seen[0]).to.deep.include({ name: 'composeExtension/submitAction' });
      expect(world.bot.seen[0].value).to.deep.include({ commandId: 'plantOne', data: { name: 'Fern' } });
    });

    it('does not open a page on another domain, and says so', async () => {
      await world.close();
      const appPackage = await aBotPackage(withTaskInfo('https://evil.example.com/form'));
      expect(appPackage.problems.join()).to.match(
        /commands\[1\]\.taskInfo\.url\): The link leads to evil\.example\.com/,
      );
      world = await startBotHost({ appPackage });
      karin = await world.sit();
      expect(await open()).to.deep.include({ type: 'message', remedy: 'Add "evil.example.com" to "validDomains".' });
    });

    it('shows a message for approval before it is sent', async () => {
      const activity = { type: 'message', attachments: [{ contentType: adaptive, content: card }] };
      world.bot.answer(({ value }) =>
        value.botMessagePreviewAction === undefined
          ? { body: { composeExtension: { type: 'botMessagePreview', activityPreview: activity } } }
          : {},
      );
      expect(await submit()).to.deep.equal({ type: 'preview', card, activity });
      expect(await submit({ preview: { action: 'send', activity } })).to.deep.equal({ type: 'done' });
      expect(world.bot.seen[1].value).to.deep.include({
        botMessagePreviewAction: 'send',
        botActivityPreview: [activity],
      });
    });

    it('says how many attachments of a message for approval, and how many cards of an answer, are not shown', async () => {
      const attachment = { contentType: adaptive, content: card };
      const activity = { type: 'message', attachments: [attachment, attachment, { contentType: 'text/x' }] };
      world.bot.answer(() => ({
        body: { composeExtension: { type: 'botMessagePreview', activityPreview: activity } },
      }));
      expect((await submit()).notes).to.deep.equal([
        'The message has 3 attachments; this preview shows only the first one.',
      ]);
      const attachments = [attachment, attachment];
      world.bot.answer(() => ({ body: { composeExtension: { type: 'result', attachments } } }));
      const { results } = await submit();
      expect(results).to.have.length(1);
      expect(results[0].notes).to.deep.equal(['The bot answered with 2 cards; only the first one is shown.']);
    });

    for (const [what, reply, expected] of [
      ['neither card nor page', dialog({ title: 'x' }), /exactly one of/],
      ['both', dialog({ url: 'https://garden.example.com', card: {} }), /exactly one of/],
      ['a bare card', dialog({ card }), /not an attachment with an Adaptive Card/],
      [
        'a card of version 1.6',
        dialog({ card: { contentType: adaptive, content: { ...card, version: '1.6' } } }),
        /version 1\.6/,
      ],
      ['a page on an unlisted domain', dialog({ url: 'https://evil.example.com' }), /"validDomains"/],
      ['an invalid size', dialog({ width: -1, url: 'https://garden.example.com' }), /not a size/],
      ['an unknown type', { body: { task: { type: 'close' } } }, /does not know this type of dialog/],
      ['a message without text', { body: { task: { type: 'message' } } }, /no text/],
    ] as const) {
      it(`rejects a dialog with ${what}`, async () => {
        world.bot.answer(() => reply);
        const answer = await open();
        expect(answer.type).to.equal('message');
        expect(answer.text).to.match(expected);
      });
    }
  });

  describe('with links', () => {
    const unfurl = (url: string): Promise<Json> => karin.post('/api/unfurl', { url });

    it('unfurls links to its domains for people who have added the app', async () => {
      world.bot.answer(() => results([result('Fern'), result('Moss')]));
      expect(await unfurl('https://garden.example.com/plants/1')).to.deep.equal({ type: 'notAdded', appId: botAppId });
      await karin.post(`/api/apps/${botAppId}/install`);
      const answer = await unfurl('https://garden.example.com/plants/1');
      expect(answer).to.include({ type: 'results', appId: botAppId });
      expect(answer.results).to.have.length(1);
      const activity = await world.bot.heard(({ name }) => name === 'composeExtension/queryLink');
      expect(activity.value).to.deep.equal({ url: 'https://garden.example.com/plants/1' });
      expect((await unfurl('https://a.plants.example.com/')).type).to.equal('results');
      for (const other of [
        'https://a.b.plants.example.com/',
        'https://evil.com/?garden.example.com',
        'garden.example.com',
        'ftp://garden.example.com/',
      ]) {
        expect(await unfurl(other), other).to.deep.equal({ type: 'none' });
      }
    });

    it('redacts secrets of a pasted link in the flow', async () => {
      world.bot.answer(() => results([result()]));
      await karin.post(`/api/apps/${botAppId}/install`);
      await unfurl('https://karin:pw@garden.example.com/1?access_token=secret-1&code=456789&page=2#state=7');
      const [first] = (await karin.page.flow()).hops;
      expect(first?.request).to.equal(
        'Paste a link · https://garden.example.com/1?access_token=[redacted]&code=[redacted]&page=2',
      );
    });

    it('does not identify a person who has not added the app', async () => {
      await world.close();
      world = await startBotHost({
        appPackage: await aBotPackage(({ composeExtensions: [extension] }) => {
          extension.messageHandlers[0].value.supportsAnonymizedPayloads = true;
        }),
      });
      karin = await world.sit();
      world.bot.answer(() => results([result()]));
      expect((await unfurl('https://garden.example.com/1')).type).to.equal('results');
      const [activity] = world.bot.seen;
      expect(activity.name).to.equal('composeExtension/anonymousQueryLink');
      expect(JSON.stringify(activity)).to.not.match(/Karin|44444444|Contoso|11111111/);
    });
  });

  it('works alongside an API-based extension of another package', async () => {
    await world.close();
    const api = await startScriptedApi();
    world = await startBotHost({ morePackages: [await anAppPackage({ server: `${api.url}/v1` })] });
    karin = await world.sit();
    const { apps } = await karin.get('/api/session');
    expect(apps.map(({ id, extension }: Json) => [id, extension.kind])).to.deep.equal([
      [botAppId, 'bot'],
      [gardenAppId, 'api'],
    ]);
    const answer = await karin.post(`/api/apps/${gardenAppId}/commands/showPlant`, { parameters: { id: '1' } });
    expect(answer).to.include({ type: 'results', layout: 'grid' }).and.not.to.have.property('hasMore');
    await api.close();
  });

  it('reports a bot that is not registered', async () => {
    await world.close();
    world = await startBotHost({ registrations: [] });
    karin = await world.sit();
    expect((await karin.get('/api/session')).apps[0].problems.join()).to.contain(botId);
    expect((await query()).text).to.contain('is not registered');
  });

  it('is rejected if two packages have the same id', async () => {
    const fault = await startBotHost({ morePackages: [await aBotPackage()] }).catch((error: Error) => error);
    expect(String(fault)).to.contain('Two app packages have the id');
  });
});
