import { expect } from 'chai';
import type { World } from '../../src/dev/world.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import { aBrowser, goOn, type HttpBrowser, signIn } from '../support/sign-in.ts';
import { type HostPage, openHostPage } from '../support/start-teams-host.ts';
import { startTestWorld } from '../support/start-world.ts';

const encoder = new TextEncoder();
const page = { html: '<!doctype html>', js: encoder.encode(''), css: encoder.encode('') };

describe('the API-based message extension, over HTTP', () => {
  let world: World;
  let host: HostPage;
  let browser: HttpBrowser;

  before(async () => {
    world = await startTestWorld({ page });
  });
  after(() => world?.close());
  beforeEach(async () => {
    host = await openHostPage(world.teamsHostUrl);
    browser = aBrowser();
  });
  afterEach(async () => {
    await host.post('/api/sign-out', {});
  });

  const titles = (outcome: CommandAnswer): string[] =>
    outcome.type === 'results' ? outcome.results.map(({ preview }) => preview.title) : [];

  /** Goes through the sign-in pop-up as a person would, and returns its last page. */
  async function completeSignIn(outcome: CommandAnswer, choices: { person?: string; allow?: boolean } = {}) {
    const url = outcome.type === 'signIn' ? outcome.url : expect.fail(`no sign-in card: ${JSON.stringify(outcome)}`);
    const start = await host.get(url);
    expect(start.status).to.equal(302);
    const back = await signIn(start.headers.get('Location') ?? '', { browser, ...choices });
    expect(back.origin).to.equal(world.teamsHostUrl);
    return { back, text: await (await host.get(`${back.pathname}${back.search}`)).text() };
  }

  it('returns the repairs of a person after sign-in, and shows the flow without secrets', async () => {
    const first = await host.run('listRepairs', { assignedTo: 'Karin' });
    expect((await completeSignIn(first)).text).to.contain('data-ok="true"');
    const outcome = await host.run('listRepairs', { assignedTo: 'Karin' });
    expect(titles(outcome)).to.include.members(['Oil change', 'Tire service']);
    expect(titles(outcome)).not.to.include('Brake repairs');
    expect(JSON.stringify(outcome)).not.to.contain('${');

    const { action, hops } = await host.flow();
    expect(action).to.be.a('string').that.is.not.empty;
    expect(hops.filter(({ failure }) => failure !== undefined)).to.deep.equal([]);
    const call = hops.find(({ to }) => to === 'App');
    expect(call).to.include({ status: 200 });
    expect(call?.request).to.contain('/api/repairs?assignedTo=Karin');
    expect(call?.claims).to.include({ aud: 'api://repairs', iss: world.authorizationServerUrl, name: 'Karin Blair' });
    expect(JSON.stringify(hops)).not.to.match(/eyJ|code=(?!\[redacted\]|%5Bredacted%5D|…|\.\.\.)[\w-]{20}/);
  });

  it('does not return the repairs of another organisation', async () => {
    await completeSignIn(await host.run('listRepairs'), { person: 'Ashley McCarthy' });
    const ashley = titles(await host.run('listRepairs', { text: 'oil' }));
    await host.post('/api/sign-out', {});
    browser = aBrowser();
    await completeSignIn(await host.run('listRepairs'), { person: 'Daisy Phillips' });
    const daisy = titles(await host.run('listRepairs', { text: 'oil' }));
    expect(daisy).to.include('Oil change');
    expect(ashley).not.to.include('Oil change');
  });

  it('stores no token if the person denies consent, and works on the next attempt', async () => {
    const first = await host.run('listRepairs');
    const denied = await completeSignIn(first, { person: 'Issac Fielder', allow: false });
    expect(denied.text).to.contain('data-ok="false"').and.to.contain('You did not allow access');
    expect((await host.run('listRepairs')).type).to.equal('signIn');
    await completeSignIn(await host.run('listRepairs'), { person: 'Issac Fielder' });
    expect((await host.run('listRepairs')).type).to.equal('results');
  });

  it('accepts an authorization response only once', async () => {
    const { back, text } = await completeSignIn(await host.run('listRepairs'));
    expect(text).to.contain('data-ok="true"');
    const again = await (await host.get(`${back.pathname}${back.search}`)).text();
    expect(again).to.contain('data-ok="false"').and.to.contain('used before');
    expect((await host.run('listRepairs')).type).to.equal('results');
  });

  it('rejects the authorization response of another browser session', async () => {
    const start = await host.get(((await host.run('listRepairs')) as { url: string }).url);
    const back = await signIn(start.headers.get('Location') ?? '', { browser });
    const other = await openHostPage(world.teamsHostUrl);
    const text = await (await other.get(`${back.pathname}${back.search}`)).text();
    expect(text).to.contain('another browser session');
    expect((await other.run('listRepairs')).type).to.equal('signIn');
    expect((await host.run('listRepairs')).type).to.equal('signIn');
  });

  it('requires consent again after forgetting it', async () => {
    await completeSignIn(await host.run('listRepairs'));
    const forgotten = (await (await host.post('/api/forget-consent', {})).json()) as { message: string };
    expect(forgotten.message).to.contain('consent was revoked');
    const start = await host.get(((await host.run('listRepairs')) as { url: string }).url);
    const landing = await goOn(browser, start.headers.get('Location') ?? '');
    expect(landing).to.include({ kind: 'page' });
    expect(landing.kind === 'page' && landing.text).to.contain('value="allow"');
  });

  it('passes status and text to the API, and shows how the API rejects an invalid value', async () => {
    await completeSignIn(await host.run('listRepairs'));
    const open = titles(await host.run('listRepairs', { status: 'open', text: 'oil' }));
    expect(open.every((title) => /oil/i.test(title)) || open.length === 0).to.equal(true);
    const refused = await host.run('listRepairs', { status: 'broken' });
    expect(refused).to.have.property('type', 'message');
    const { hops } = await host.flow();
    expect(hops.at(-1)).to.include({ to: 'App', status: 400 });
    expect(hops.at(-1)?.failure?.why).to.contain('400');
  });
});
