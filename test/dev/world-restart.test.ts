import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startWorld, type World } from '../../src/dev/world.ts';
import { captureLog } from '../support/capture-log.ts';
import { findFreePorts } from '../support/find-free-port.ts';
import { signIn } from '../support/sign-in.ts';
import { sit } from '../support/start-bot-host.ts';
import { openHostPage } from '../support/start-teams-host.ts';

const page = { html: '', js: new Uint8Array(), css: new Uint8Array() };

describe('a restart of the local world', () => {
  let folder: string;
  let world: World | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-world-'));
  });
  after(async () => {
    await world?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('keeps the person, and asks for a new sign-in, because the authorization server has new keys', async () => {
    const [app = 0, teamsHost = 0, authorizationServer = 0] = await findFreePorts(3);
    const start = async (reset = false): Promise<void> => {
      await world?.close();
      world = await startWorld({
        ports: { app, teamsHost, authorizationServer },
        dataFolder: folder,
        reset,
        log: captureLog().log,
        now: () => new Date(),
        page,
      });
    };
    await start();
    const daisy = await sit({ open: () => openHostPage(`http://127.0.0.1:${teamsHost}`) }, 'Daisy Phillips');
    const answer = await daisy.page.run('listRepairs');
    const popup = await daisy.page.get(answer.type === 'signIn' ? answer.url : expect.fail(answer.type));
    const back = await signIn(popup.headers.get('Location') ?? '', { person: 'Daisy Phillips' });
    await daisy.page.get(`${back.pathname}${back.search}`);
    expect((await daisy.page.run('listRepairs')).type).to.equal('results');

    await start();
    const { user, apps } = await daisy.get('/api/session');
    expect(user.name).to.equal('Daisy Phillips');
    expect(apps[0].auth.signedIn).to.equal(false);
    expect((await daisy.page.run('listRepairs')).type).to.equal('signIn');
    expect(
      (await daisy.page.flow()).hops.filter(({ to }) => to === 'App' || to === 'API'),
      'the old token is not tried',
    ).to.deep.equal([]);

    await start(true);
    expect((await daisy.page.get('/api/session')).status).to.equal(401);
  });
});
