import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createHttpClient, type HttpClient } from '../../../src/bot/channel/http-client.ts';

describe('createHttpClient', () => {
  let client: HttpClient;
  const server = createServer((request, response) => {
    if (request.url === '/redirect') {
      response.writeHead(302, { Location: '/' }).end();
      return;
    }
    const write = () => {
      while (request.url === '/endless' && !response.destroyed && response.write('x'.repeat(65_536))) {}
    };
    response.on('drain', write);
    write();
    if (request.url !== '/endless') {
      response.end('{}');
    }
  });
  const send = (path: string, timeout = 5000) =>
    client.send({ method: 'GET', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, timeout });

  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));

  after(() => {
    server.close();
    server.closeAllConnections();
  });

  beforeEach(() => {
    client = createHttpClient();
  });

  afterEach(() => client.close());

  it('returns status and text, and does not follow redirects', async () => {
    expect(await send('/')).to.include({ status: 200, text: '{}' });
    expect(await send('/redirect')).to.include({ status: 302 });
  });

  it('limits the size of the answer', async () => {
    const fault = await send('/endless').catch((cause: Error) => cause);
    expect(fault).to.be.instanceOf(Error);
    expect((fault as Error).message).to.equal('Response content exceeded max size');
  });
});
