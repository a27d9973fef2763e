/** Clients that pipeline requests and never read the answers. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { readMemory } from '../bench/process-figures.ts';
import { openRawConnection, type RawConnection } from '../support/raw-connection.ts';
import { type AttackedApp, report, startAttackedApp } from './attacked-app.ts';

describe('pipelined requests whose answers are never read', () => {
  let app: AttackedApp;
  const opened: RawConnection[] = [];

  before(async () => {
    app = await startAttackedApp();
  });

  after(async () => {
    for (const { socket } of opened.splice(0)) {
      socket.destroy();
    }
    await app.close();
  });

  const aRequest = () =>
    `GET /api/repairs?limit=100 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${app.authorization()}\r\n\r\n`;

  /** Sends the same bytes on many connections without reading, and returns by how many megabytes the process grew. */
  async function attack(connections: number, bytes: string): Promise<number> {
    const pid = app.started.process.pid ?? 0;
    const before = await readMemory(pid);
    let most = before;
    for (let count = 0; count < connections; count += 1) {
      const connection = await openRawConnection(app.port);
      opened.push(connection);
      connection.socket.pause();
      connection.send(bytes);
    }
    for (let round = 0; round < 20; round += 1) {
      await delay(100);
      most = Math.max(most, await readMemory(pid));
      expect((await app.call('GET', '/api/repairs')).status).to.equal(200);
    }
    return most - before;
  }

  for (const path of ['/openapi.json', '/nothing']) {
    it(`of 1 MB for ${path} on each of 16 connections take little memory`, async () => {
      const request = `GET ${path} HTTP/1.1\r\nHost:a\r\n\r\n`;
      const grown = await attack(16, request.repeat(Math.ceil(1_000_000 / request.length)));
      report(`memory grew by ${grown.toFixed(0)} MB`);
      expect(grown).to.be.below(200);
    });
  }

  it('as many as a connection may have, on each of 100 connections, take little memory', async () => {
    const grown = await attack(100, aRequest().repeat(32));
    report(`memory grew by ${grown.toFixed(0)} MB`);
    expect(grown).to.be.below(200);
  });
});
