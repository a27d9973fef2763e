import { PassThrough, Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { json, type Route } from '../../../src/foundation/http.ts';
import { type AppServer, createServer } from '../../../src/server/create-server.ts';
import {
  createStreamSender,
  maxStreams,
  type StreamedResponse,
  type StreamSender,
} from '../../../src/teams-host/page-api/send-streams.ts';
import { captureLog } from '../../support/capture-log.ts';
import { aGet, openRawConnection } from '../../support/raw-connection.ts';

describe('the stream sender', () => {
  let sender: StreamSender;
  let server: AppServer;
  let url: string;
  let stream: PassThrough;

  const answer = (body: Readable): StreamedResponse => ({
    status: 200,
    headers: { 'Content-Type': 'text/event-stream' },
    stream: body,
  });
  async function* breaking(): AsyncGenerator<string> {
    yield 'first';
    await delay(20);
    throw new Error('broken');
  }
  const routes: readonly Route[] = [
    { method: 'GET', path: '/', handler: async () => json(200, {}) },
    { method: 'GET', path: '/stream', handler: async () => answer(stream) },
    { method: 'GET', path: '/broken-stream', handler: async () => answer(Readable.from(breaking())) },
  ];

  beforeEach(async () => {
    stream = new PassThrough();
    sender = createStreamSender();
    server = createServer({ name: 'test', routes, log: captureLog().log, now: () => new Date(), send: sender.send });
    ({ url } = await server.listen(0, '127.0.0.1'));
  });

  afterEach(() => server.close());

  it('sends each chunk as it is written', async () => {
    const response = await fetch(`${url}/stream`);
    expect(response.headers.get('content-type')).to.equal('text/event-stream');
    const reader = response.body?.getReader();
    stream.write('data: 1\n\n');
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).to.equal('data: 1\n\n');
    stream.end();
    expect((await reader?.read())?.done).to.equal(true);
  });

  it('ends the oldest stream when there are too many', async () => {
    const opened: PassThrough[] = [];
    // Responses that nobody holds are cancelled when the garbage collector finds them.
    const responses: Response[] = [];
    for (let count = 0; count <= maxStreams; count += 1) {
      stream = new PassThrough();
      opened.push(stream);
      responses.push(await fetch(`${url}/stream`));
    }
    expect(responses).to.have.lengthOf(maxStreams + 1);
    expect(opened.map(({ destroyed }) => destroyed)).to.deep.equal(opened.map((_, index) => index === 0));
    sender.close();
  });

  it('closes the stream of a client that does not read', async () => {
    await server.close();
    const limits = { readTimeout: 300 };
    server = createServer({
      name: 'test',
      routes,
      log: captureLog().log,
      now: () => new Date(),
      send: sender.send,
      limits,
    });
    const { port } = await server.listen(0, '127.0.0.1');
    const quiet = await openRawConnection(port);
    quiet.send(aGet('/stream'));
    await quiet.responses(1);
    const quietStream = stream;
    stream = new PassThrough();
    // Not `once`, which rejects for the error that precedes.
    const closed = new Promise((resolve) => stream.once('close', resolve));
    const unread = await openRawConnection(port);
    unread.socket.pause();
    unread.send(aGet('/stream'));
    stream.write(Buffer.alloc(16 * 1024 * 1024, 'x'));
    await closed;
    expect(quietStream.destroyed, 'a stream without events').to.equal(false);
    quiet.socket.destroy();
    unread.socket.destroy();
  });

  it('closes the stream when the client disconnects', async () => {
    const controller = new AbortController();
    const request = fetch(`${url}/stream`, { signal: controller.signal });
    stream.write('data: 1\n\n');
    await request;
    const closed = new Promise((resolve) => stream.once('close', resolve));
    controller.abort();
    await closed;
    expect((await fetch(url)).status).to.equal(200);
  });

  it('answers HEAD without sending the stream, and closes it', async () => {
    expect((await fetch(`${url}/stream`, { method: 'HEAD' })).status).to.equal(200);
    expect(stream.destroyed).to.equal(true);
  });

  it('destroys the connection if the stream fails', async () => {
    const response = await fetch(`${url}/broken-stream`);
    const failure = await response.text().catch((error: Error) => error);
    expect(failure).to.be.instanceOf(Error);
    expect((await fetch(url)).status).to.equal(200);
  });

  it('closes all streams when it is closed', async () => {
    const response = await fetch(`${url}/stream`);
    const body = response.text().catch(() => 'cut');
    sender.close();
    await body;
    expect(stream.destroyed).to.equal(true);
  });

  it('sends other responses in full', async () => {
    expect(await (await fetch(url)).json()).to.deep.equal({});
  });
});
