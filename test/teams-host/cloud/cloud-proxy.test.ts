import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { cloudNames, maxTunnels } from '../../../src/teams-host/cloud/cloud-proxy.ts';
import { openCertificate } from '../../../src/teams-host/cloud/open-certificate.ts';
import { aBotPackage } from '../../support/a-bot-package.ts';
import { type RunningTeamsHost, startTeamsHost } from '../../support/start-teams-host.ts';

describe('the addresses of the public cloud', () => {
  let host: RunningTeamsHost;
  let certificate: string;

  before(async () => {
    host = await startTeamsHost({ appPackage: await aBotPackage() });
    certificate = await readFile(join(host.dataFolder, 'tls/certificate.pem'), 'utf8');
  });
  after(() => host.close());

  /** Asks the proxy for a tunnel. */
  async function tunnel(authority: string) {
    const call = request(host.url, { method: 'CONNECT', path: authority }).end();
    const [{ statusCode }, socket, head] = (await once(call, 'connect')) as [IncomingMessage, Socket, Buffer];
    return { statusCode, socket, head };
  }

  async function read(name: string, path: string, hostName = name): Promise<string> {
    const { socket } = await tunnel(`${name}:443`);
    const secure = connect({ socket, servername: name, ca: certificate });
    secure.write(`GET ${path} HTTP/1.1\r\nHost: ${hostName}\r\nConnection: close\r\n\r\n`);
    return new TextDecoder().decode(await buffer(secure));
  }

  for (const [name, path, status, content] of [
    ['login.botframework.com', '/v1/.well-known/keys', 200, '"endorsements":["msteams"]'],
    ['login.microsoftonline.com', '/botframework.com/oauth2/v2.0/token', 405, 'method_not_allowed'],
    ['api.botframework.com', '/api/usertoken/GetToken', 401, 'Unauthorized'],
    ['token.botframework.com', '/api/usertoken/GetToken', 401, 'Unauthorized'],
    ['smba.trafficmanager.net', '/teams/v3/conversations/x/members', 401, 'Unauthorized'],
    ['smba.trafficmanager.net', '/api/session', 404, ''],
  ] as const) {
    it(`lead to this host: ${name}${path}`, async () => {
      expect(await read(name, path))
        .to.match(new RegExp(`^HTTP/1\\.1 ${status} `))
        .and.contain(content);
    });
  }

  it('have a certificate for exactly these names, which vouches for no other certificate', () => {
    const { subjectAltName, ca } = new X509Certificate(certificate);
    expect(subjectAltName).to.equal(cloudNames.map((name) => `DNS:${name}`).join(', '));
    expect(ca).to.equal(false);
  });

  for (const authority of ['graph.microsoft.com:443', 'login.botframework.com:80', '127.0.0.1:22', 'constructor:443']) {
    it(`do not include ${authority}`, async () => {
      const { statusCode, socket, head } = await tunnel(authority);
      expect(statusCode).to.equal(403);
      const text = Buffer.concat([head, await buffer(socket)]).toString();
      expect(text).to.contain(`does not stand in for ${authority}. Name it in NO_PROXY`);
    });
  }

  it('answer 421 to a request for another name inside the tunnel', async () => {
    const answer = await read('api.botframework.com', '/api/usertoken/GetToken', 'graph.microsoft.com');
    expect(answer).to.match(/^HTTP\/1\.1 421 /);
  });

  it('go on after bots that disconnect before they are answered', async () => {
    const one = 'GET /api/usertoken/GetToken HTTP/1.1\r\nHost: api.botframework.com\r\n\r\n';
    for (let count = 0; count < 20; count += 1) {
      const { socket } = await tunnel('api.botframework.com:443');
      const secure = connect({ socket, servername: 'api.botframework.com', ca: certificate }).on('error', () => {});
      await once(secure, 'secureConnect');
      secure.write(one, () => socket.destroy());
      await once(socket, 'close');
    }
    expect(await read('api.botframework.com', '/api/usertoken/GetToken')).to.match(/^HTTP\/1\.1 401 /);
  });

  it('destroy a tunnel with more pipelined requests than a connection may have', async () => {
    const { socket } = await tunnel('api.botframework.com:443');
    const secure = connect({ socket, servername: 'api.botframework.com', ca: certificate });
    secure.on('error', () => {});
    const one = 'GET /api/usertoken/GetToken HTTP/1.1\r\nHost: api.botframework.com\r\n\r\n';
    secure.write(one.repeat(33));
    const received: Buffer[] = [];
    secure.on('data', (chunk) => received.push(chunk));
    await once(secure, 'close');
    expect(Buffer.concat(received).toString().split('HTTP/1.1 401').length).to.be.below(33);
    secure.destroy();
  });

  it('have at most 100 tunnels, and close those in which nothing happens', async () => {
    const other = await startTeamsHost({ appPackage: await aBotPackage() });
    try {
      const open = async () => {
        const call = request(other.url, { method: 'CONNECT', path: 'api.botframework.com:443', agent: false }).end();
        const [{ statusCode }, socket] = (await once(call, 'connect')) as [IncomingMessage, Socket];
        return { statusCode, socket };
      };
      const tunnels = [];
      for (let count = 0; count < maxTunnels; count += 1) {
        tunnels.push(await open());
      }
      expect(new Set(tunnels.map(({ statusCode }) => statusCode))).to.deep.equal(new Set([200]));
      const refused = await open();
      expect(refused.statusCode).to.equal(503);
      await once(refused.socket.resume(), 'close');
      await Promise.all(tunnels.map(({ socket }) => once(socket.resume(), 'close')));
      const next = await open();
      expect(next.statusCode).to.equal(200);
      next.socket.destroy();
    } finally {
      await other.close();
    }
  });

  it('end with the host, although a tunnel is open', async () => {
    const other = await startTeamsHost({ appPackage: await aBotPackage() });
    const call = request(other.url, { method: 'CONNECT', path: 'api.botframework.com:443' }).end();
    const [, socket] = (await once(call, 'connect')) as [IncomingMessage, Socket];
    const closed = once(socket, 'close');
    await other.close();
    await closed;
  });
});

describe('the certificate', () => {
  const start = new Date('2026-01-01T00:00:00Z');
  let folder: string;
  let time: Date;
  let serial = 0;
  const open = (names = ['a.example']) =>
    openCertificate({ folder, names, now: () => time, random: (size) => Buffer.alloc(size, ++serial) });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'certificate-'));
    time = start;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is kept, so that a bot need not be restarted with the host', async () => {
    const { certificate, path } = await open();
    expect((await open()).certificate).to.equal(certificate);
    expect(await readFile(path, 'utf8')).to.equal(certificate);
  });

  it('is replaced a month before its end, and for other names', async () => {
    const { certificate } = await open();
    time = new Date(start.getTime() + 340 * 24 * 60 * 60_000);
    const second = await open();
    expect(second.certificate).to.not.equal(certificate);
    expect((await open(['b.example'])).certificate).to.not.equal(second.certificate);
  });

  it('is refused if others can read its key', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await open();
    await chmod(join(folder, 'key.pem'), 0o644);
    const fault = await open().catch((cause: unknown) => cause);
    expect(fault).to.be.instanceOf(StartupFault);
    expect((fault as Error).message).to.contain('chmod 600');
  });
});
