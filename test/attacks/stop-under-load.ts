/** A stop while kept connections send requests, and while others are silent. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { aGet, openRawConnection, type RawConnection } from '../support/raw-connection.ts';
import { type AttackedApp, report, startAttackedApp } from './attacked-app.ts';

/** Milliseconds after the signal in which a kept connection may send a request and must be answered. */
const grace = 400;

describe('a stop', () => {
  let app: AttackedApp;

  beforeEach(async () => {
    app = await startAttackedApp();
  });

  afterEach(() => app.close());

  it('resets none of 480 kept connections that have just sent a request, and does not wait for silent ones', async () => {
    const kept: RawConnection[] = [];
    for (let count = 0; count < 480; count += 1) {
      const connection = await openRawConnection(app.port);
      connection.send(aGet('/healthz'));
      await connection.responses(1);
      kept.push(connection);
      // The app closes connections that are kept for five seconds without a request.
    }
    const silent = await Promise.all(
      ['', 'GET /healthz HTTP/1.1\r\nHo', 'POST /api/messages HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{'].map(
        async (bytes) => {
          const connection = await openRawConnection(app.port);
          connection.send(bytes);
          return connection;
        },
      ),
    );
    const isOpen = kept.filter(({ socket }) => !socket.readableEnded && !socket.destroyed);
    const start = performance.now();
    app.started.process.kill('SIGTERM');
    let sent = 0;
    const outcomes = await Promise.all(
      isOpen.map(async (connection, index) => {
        await delay((index * grace) / 2 / isOpen.length);
        // This process was too busy to send in time.
        if (performance.now() - start > grace) {
          return 'not sent';
        }
        sent += 1;
        connection.send(aGet('/healthz'));
        const end = await connection.closed;
        return `${end}, ${connection.received().split('HTTP/1.1 200').length - 1} answers`;
      }),
    );
    expect(await app.started.exited).to.equal(0);
    const seconds = (performance.now() - start) / 1000;
    report(`${sent} requests were sent after the signal; the process ended after ${seconds.toFixed(1)} s`);
    expect(sent).to.be.greaterThan(0);
    expect(new Set(outcomes.filter((outcome) => outcome !== 'not sent'))).to.deep.equal(new Set(['end, 2 answers']));
    await Promise.all(silent.map(({ closed }) => closed));
    expect(seconds).to.be.below(9);
  });
});
