/** More connections than a server accepts, and connections that never send a whole request. */
import { expect } from 'chai';
import { aGet, openRawConnection, type RawConnection } from '../support/raw-connection.ts';
import { waitUntil } from '../support/wait-until.ts';
import { type AttackedApp, startAttackedApp } from './attacked-app.ts';

describe('1,100 connections', () => {
  let app: AttackedApp;
  let opened: RawConnection[];
  let closed = 0;

  before(async () => {
    app = await startAttackedApp();
    opened = [];
    closed = 0;
  });

  after(async () => {
    for (const { socket } of opened) {
      socket.destroy();
    }
    await app.close();
  });

  it('are refused beyond 1,000, and those accepted before are answered', async () => {
    const first = await openRawConnection(app.port);
    for (let count = 0; count < 1_100; count += 1) {
      const connection = await openRawConnection(app.port);
      opened.push(connection);
      void connection.closed.then(() => {
        closed += 1;
      });
      connection.send('GET /api/repairs HTTP/1.1\r\nHost');
    }
    await waitUntil(() => closed >= 100);
    first.send(aGet('/healthz'));
    expect(await first.responses(1)).to.match(/^HTTP\/1\.1 200/);
    first.socket.destroy();
  });

  it('with half a request are closed after ten seconds, so that others are accepted', async () => {
    await waitUntil(() => closed === opened.length);
    expect((await fetch(`${app.url}/healthz`)).status).to.equal(200);
  });
});
