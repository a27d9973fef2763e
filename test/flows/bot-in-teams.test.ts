import { expect } from 'chai';
import type { World } from '../../src/dev/world.ts';
import type { Hop } from '../../src/teams-host/wire/hop.ts';
import { signIn } from '../support/sign-in.ts';
import { type Person, sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';
import { startTestWorld } from '../support/start-world.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests read many differently shaped answers
type Json = any;

const page = { html: '<!doctype html>', js: new Uint8Array(), css: new Uint8Array() };

describe('the bot in the local Teams host, over HTTP', function () {
  this.timeout(30_000);
  let world: World;
  let karin: Person;
  let extensionId: string;

  beforeEach(async () => {
    world = await startTestWorld({ page });
    karin = await sit({ open: () => openHostPage(world.teamsHostUrl) }, 'Karin Blair');
    const { apps } = await karin.get('/api/session');
    extensionId = apps.find(({ extension }: Json) => extension?.kind === 'bot').id;
  });
  afterEach(() => world.close());

  const search = (parameters: object, state?: string): Promise<Json> =>
    karin.post(`/api/apps/${extensionId}/commands/listRepairs`, { parameters, ...(state && { state }) });

  /** Signs in through the pop-up. @returns the verification code. */
  async function signInAt({ page: { get } }: Person, url: string, person = 'Karin Blair'): Promise<string> {
    const { pathname, search: query } = new URL(url, world.teamsHostUrl);
    const start = await get(pathname + query);
    const back = await signIn(start.headers.get('Location') ?? '', { person });
    const end = await (await get(back.pathname + back.search)).text();
    return /data-state="(\d{6})"/.exec(end)?.[1] ?? '';
  }

  /** Searches, signs in through the pop-up, and repeats the search with the verification code. */
  async function searchAfterSignIn(parameters: object): Promise<Json> {
    const { type, url } = await search(parameters);
    expect(type).to.equal('signIn');
    return search(parameters, await signInAt(karin, url));
  }

  const pathOf = (id: string, rest: string): string => `/api/conversations/${encodeURIComponent(id)}${rest}`;

  const hops = async (): Promise<readonly Hop[]> => (await karin.page.flow()).hops;
  /** Formats a hop as its parties and its request without the query string. */
  const toLine = ({ from, to, request }: Hop): string => `${from} → ${to}: ${request.split('?')[0]}`;
  const api = (method: string, path: string): string => `App → API: ${method} ${world.appUrl}/api${path}`;

  it('shows its API call between the token request and the answer', async () => {
    expect((await searchAfterSignIn({ assignedTo: 'Karin' })).type).to.equal('results');
    const own = [
      'Teams host → App: POST messages: invoke composeExtension/query',
      'App → Teams host: GET /token-service/api/usertoken/GetToken',
      api('GET', '/repairs'),
      'App → Teams host: Answer to invoke composeExtension/query',
      'Teams host → Person: Answer of the bot',
    ];
    const afterSignIn = await hops();
    expect(afterSignIn.map(toLine).slice(-5)).to.deep.equal(own);

    await search({ text: 'oil change' });
    const shown = await hops();
    expect(shown.map(toLine).slice(1)).to.deep.equal(own);
    const call = shown.find(({ to }) => to === 'API');
    expect(call).to.include({ status: 200 }).and.not.have.property('failure');
    expect(call?.request).to.contain('text=oil%20change');
    expect(call?.claims).to.include({ aud: 'api://repairs', name: 'Karin Blair' });
    expect(JSON.stringify([afterSignIn, shown])).not.to.match(/eyJ[\w-]{20}/);
  });

  it('answers the question that led to a sign-in in the chat, once', async () => {
    const { id, apps } = await karin.conversation('personal');
    const [{ appId, botId }] = apps;
    await karin.post(pathOf(id, '/install'), { appId });
    await karin.awaitMessages(id, 1);
    await karin.say(id, 'open repairs');
    const [signInCard] = (await karin.awaitMessages(id, 3)).at(-1).attachments;
    expect(signInCard.kind).to.equal('signIn');
    const state = await signInAt(karin, signInCard.buttons[0].url);
    await karin.post(pathOf(id, '/verify-state'), { appId: botId, state });
    await karin.post(pathOf(id, '/verify-state'), { appId: botId, state });
    const [answer, confirmation] = (await karin.awaitMessages(id, 5)).slice(3);
    expect(JSON.stringify(answer.attachments)).to.include('Open repairs');
    expect(confirmation.text).to.equal('You are signed in.');
  });

  it('asks for a sign-in in a group without a card that others can use, and answers only this person', async () => {
    const { id, apps } = await karin.conversation('groupChat');
    const [{ appId, botId, name }] = apps;
    await karin.post(pathOf(id, '/install'), { appId });
    const before = (await karin.awaitMessages(id, 1)).length;
    await karin.say(id, `<at>${name}</at> open repairs`);
    const { id: messageId, attachments } = (await karin.awaitMessages(id, before + 2)).at(-1);
    expect(JSON.stringify(attachments)).not.to.include('oauth');
    const action = findAction(attachments[0].card, /^Sign in$/);
    expect(action).to.deep.include({ verb: 'ask', data: { text: 'open repairs' } });
    const press = (person: Person, state?: string): Promise<Json> =>
      person.post(pathOf(id, '/card-actions'), {
        appId: botId,
        messageId,
        trigger: 'manual',
        action,
        ...(state && { state }),
      });
    const { type, url } = await press(karin);
    expect(type).to.equal('signIn');
    const answer = await press(karin, await signInAt(karin, url));
    expect(answer.type).to.equal('card');
    expect(JSON.stringify(answer.card)).to.include('Open repairs');
    const seen = await karin.messages(id);
    expect(seen).to.have.lengthOf(before + 2);
    expect(JSON.stringify(seen.at(-1).attachments)).not.to.include('Open repairs');

    const daisy = await sit({ open: () => openHostPage(world.teamsHostUrl) }, 'Daisy Phillips');
    expect((await press(daisy)).type).to.equal('signIn');
  });

  it('shows the calls for a message and for a card action', async () => {
    await searchAfterSignIn({});
    const { id, apps } = await karin.conversation('personal');
    const [{ appId, botId }] = apps;
    const path = (rest: string): string => `/api/conversations/${encodeURIComponent(id)}${rest}`;
    await karin.post(path('/install'), { appId });
    await karin.awaitMessages(id, 1);
    await karin.say(id, 'open repairs');
    const { id: messageId, attachments } = (await karin.awaitMessages(id, 3)).at(-1);
    expect((await hops()).map(toLine)).to.include(api('GET', '/repairs'));

    const press = (action: Json): Promise<Json> =>
      karin.post(path('/card-actions'), { appId: botId, messageId, trigger: 'manual', action });
    const show = findAction(attachments[0].card, /^Show /);
    const { card } = await press(show);
    expect((await hops()).map(toLine)).to.include(api('GET', `/repairs/${show.data.repairId}`));
    expect((await press(findAction(card, /^Start$/))).type).to.equal('card');
    const shown = await hops();
    const token = 'App → Teams host: GET /token-service/api/usertoken/GetToken';
    expect(shown.map(toLine).slice(1)).to.deep.equal([
      'Teams host → App: POST messages: invoke adaptiveCard/action',
      token,
      api('PATCH', `/repairs/${show.data.repairId}`),
      'App → Teams host: Answer to invoke adaptiveCard/action',
      'Teams host → Person: Answer of the bot',
    ]);
    expect(shown.map(({ status }) => status)).to.deep.equal([undefined, undefined, 200, 200, 200, undefined]);
  });
});

/** Returns the first Action.Execute with a matching title, at any depth. */
function findAction(node: Json, title: RegExp): Json {
  if (node?.type === 'Action.Execute' && title.test(node.title)) {
    return node;
  }
  const inner = typeof node === 'object' && node !== null ? Object.values(node) : [];
  return inner.map((child) => findAction(child, title)).find((found) => found !== undefined);
}
