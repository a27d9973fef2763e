import { expect } from 'chai';
import sinon from 'sinon';
import { createAuthorizationServer } from '../../../src/dev/authorization-server/create-authorization-server.ts';
import { createLog } from '../../../src/foundation/log.ts';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { openRawConnection } from '../../support/raw-connection.ts';
import { aLocalAuthorizationServer, resource } from './local-authorization-server.ts';

const log = createLog({ level: 'error', now: () => new Date(), write: () => {} });

describe('authorization server: start', () => {
  afterEach(() => sinon.restore());

  it('prints no notices or warnings of oidc-provider', async () => {
    const info = sinon.stub(console, 'info');
    const warn = sinon.stub(console, 'warn');
    const server = await aLocalAuthorizationServer();
    await server.close();
    expect(info.args.concat(warn.args)).to.deep.equal([]);
  });

  it('generates new signing keys on each start and publishes no private parts', async () => {
    const keys = async () => {
      const server = await aLocalAuthorizationServer();
      const set = (await (await fetch(server.endpoints.jwks)).json()) as { keys: Record<string, unknown>[] };
      await server.close();
      return set.keys;
    };
    const [first] = await keys();
    const [second] = await keys();
    expect(first)
      .to.include({ kty: 'RSA', alg: 'RS256', use: 'sig' })
      .and.not.have.any.keys('d', 'p', 'q', 'dp', 'dq', 'qi');
    expect(first?.n).to.not.equal(second?.n);
  });

  it('names the port in use and its setting', async () => {
    const first = await aLocalAuthorizationServer();
    const port = Number(new URL(first.issuer).port);
    const fault = await aLocalAuthorizationServer({ port }).catch((error: unknown) => error);
    await first.close();
    expect(fault).to.be.instanceOf(StartupFault);
    expect((fault as Error).message)
      .to.include(String(port))
      .and.include('AUTHORIZATION_SERVER_PORT');
  });

  it('answers pipelined requests in order, and disconnects a client that sends too many', async () => {
    const server = await aLocalAuthorizationServer();
    const { host, port, pathname } = new URL(server.endpoints.jwks);
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const [modest, excessive] = [await openRawConnection(Number(port)), await openRawConnection(Number(port))];
    modest.send(get(pathname) + get('/nothing-here'));
    expect(await modest.responses(2)).to.match(/^HTTP\/1\.1 200 [\s\S]*HTTP\/1\.1 404 /);
    excessive.send(get(pathname).repeat(100));
    await excessive.closed;
    modest.socket.destroy();
    await server.close();
  });

  it('closes without having listened', async () => {
    await createAuthorizationServer({ port: 0, clients: [], resources: [resource], log }).close();
  });
});
