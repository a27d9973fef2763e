/** Clients of the local Teams host that pipeline requests and never read the answers. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { readMemory } from '../bench/process-figures.ts';
import { openRawConnection, type RawConnection } from '../support/raw-connection.ts';
import { report } from './attacked-app.ts';
import { type AttackedHost, startAttackedHost } from './attacked-host.ts';

describe('pipelined requests whose answers are never read, in the local Teams host', () => {
  let host: AttackedHost;
  const opened: RawConnection[] = [];

  before(async () => {
    host = await startAttackedHost();
  });
  after(async () => {
    for (const { socket } of opened.splice(0)) {
      socket.destroy();
    }
    await host.close();
  });

  for (const path of ['/page.js', '/nothing']) {
    it(`of 1 MB for ${path} on each of 16 connections take little memory`, async () => {
      const pid = host.started.process.pid ?? 0;
      const before = await readMemory(pid);
      const request = `GET ${path} HTTP/1.1\r\nHost:127.0.0.1:${host.port}\r\n\r\n`;
      const bytes = request.repeat(Math.ceil(1_000_000 / request.length));
      for (let count = 0; count < 16; count += 1) {
        const connection = await openRawConnection(host.port);
        opened.push(connection);
        connection.socket.pause();
        connection.send(bytes);
      }
      let most = before;
      for (let round = 0; round < 20; round += 1) {
        await delay(100);
        most = Math.max(most, await readMemory(pid));
        expect((await host.page.get('/api/session')).status).to.equal(200);
      }
      report(`memory grew by ${(most - before).toFixed(0)} MB`);
      // Not a number on systems without /proc.
      expect(most - before > 200).to.equal(false);
    });
  }
});
