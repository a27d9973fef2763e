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

  /** Searches, signs in through the pop-up, and repeats the search with the verification code. */
  async function searchAfterSignIn(parameters: object): Promise<Json> {
    const { type, url } = await search(parameters);
    expect(type).to.equal('signIn');
    const { pathname, search: query } = new URL(url, world.teamsHostUrl);
    const start = await karin.page.get(pathname + query);
    const back = await signIn(start.headers.get('Location') ?? '');
    const end = await (await karin.page.get(back.pathname + back.search)).text();
    return search(parameters, /data-state="(\d{6})"/.exec(end)?.[1]);
  }

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
