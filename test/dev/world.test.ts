import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startWorld, type WorldPorts } from '../../src/dev/world.ts';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { captureLog } from '../support/capture-log.ts';
import { findFreePorts, takePort } from '../support/find-free-port.ts';

const page = { html: '', js: new Uint8Array(), css: new Uint8Array() };

describe('the local world on a startup fault', () => {
  let folder: string;
  let ports: WorldPorts;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repairs-world-'));
    const [app = 0, teamsHost = 0, authorizationServer = 0] = await findFreePorts(3);
    ports = { app, teamsHost, authorizationServer };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = (dataFolder = folder) =>
    startWorld({ ports, dataFolder, log: captureLog().log, now: () => new Date(), page });

  /** Returns the message of the startup fault, which is a single line. */
  async function failure(dataFolder?: string): Promise<string> {
    const fault = await start(dataFolder).then(
      async (world) => {
        await world.close();
        return expect.fail('the world started');
      },
      (cause: unknown) => cause,
    );
    expect(fault).to.be.instanceOf(StartupFault);
    const { message } = fault as StartupFault;
    expect(message.split('\n')).to.have.lengthOf(1);
    return message;
  }

  const isListening = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', () => resolve(false));
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
    });

  const settings: readonly [keyof WorldPorts, string][] = [
    ['app', 'APP_PORT'],
    ['teamsHost', 'TEAMS_HOST_PORT'],
    ['authorizationServer', 'AUTHORIZATION_SERVER_PORT'],
  ];
  for (const [part, setting] of settings) {
    it(`names the port in use and ${setting}, and releases the other ports`, async () => {
      const taken = await takePort(ports[part]);
      try {
        expect(await failure()).to.match(
          new RegExp(`^Port ${ports[part]} is in use: .* set ${setting} to a free port`),
        );
      } finally {
        await taken.free();
      }
      for (const port of Object.values(ports)) {
        expect(await isListening(port)).to.equal(false);
      }
      await (await start()).close();
    });
  }

  it('names a data folder that cannot be written to', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    expect(await failure(join(file, 'data'))).to.match(/a-file.* cannot be written to: set DATA_FOLDER to /);
  });

  it('names a database file that is not a database', async () => {
    await mkdir(join(folder, 'app'));
    await writeFile(join(folder, 'app/repairs.sqlite'), 'x'.repeat(8192));
    expect(await failure()).to.match(/repairs\.sqlite is not a database: .*DATA_FOLDER/);
  });

  it('names a key file that others can read or that does not match the vault', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await (await start()).close();
    const key = join(folder, 'teams-host/vault/vault.key');
    await chmod(key, 0o644);
    expect(await failure()).to.match(/vault\.key can be read by users other than its owner: run chmod 600/);
    await chmod(key, 0o600);
    await writeFile(key, Buffer.alloc(32, 1));
    expect(await failure()).to.match(/vault\.key is not the one that sealed .*: put the right one back/);
  });
});
