/**
 * Relays between the Playground, which does not sign its activities, and the bot, which rejects unsigned ones: forwards
 * activities to the bot with a connector token of the test channel, and calls of the bot to the Playground.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelRequest, TestConnector } from '../support/connector.ts';

export interface Relay {
  /** The URL to which the Playground posts activities. */
  readonly botEndpoint: string;
  /** Name or type of each activity forwarded to the bot, followed by the bot's status. */
  readonly forwarded: readonly string[];
  /** Sets the Playground that receives the calls of the bot. */
  connectTo(playgroundUrl: string): void;
  close(): Promise<void>;
}

/** Starts the relay, and routes `/teams/` of the connector to the Playground. */
export async function startRelay(connector: TestConnector, botUrl: string): Promise<Relay> {
  const forwarded: string[] = [];
  let playgroundUrl: string | undefined;

  const server = createServer(async (incoming, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Uint8Array);
    }
    if (incoming.method !== 'POST') {
      // The Playground probes the endpoint before it opens its page.
      response.writeHead(200).end();
      return;
    }
    const body = Buffer.concat(chunks);
    const answer = await fetch(`${botUrl}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${connector.connectorToken()}` },
      body,
    });
    const { type, name } = JSON.parse(body.toString()) as { type: string; name?: string };
    forwarded.push(`${name ?? type} ${answer.status}`);
    await copyAnswer(answer, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  connector.script((request, response) => {
    if (playgroundUrl === undefined || !request.path.startsWith('/teams/')) {
      return undefined;
    }
    void send(request, playgroundUrl).then((answer) => copyAnswer(answer, response));
    return 'answered';
  });

  return {
    botEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    forwarded,
    connectTo: (url) => {
      playgroundUrl = url;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function send({ method, path, body }: ChannelRequest, playgroundUrl: string): Promise<Response> {
  return fetch(playgroundUrl + path.replace('/teams/', '/_connector/'), {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });
}

async function copyAnswer(answer: Response, response: ServerResponse): Promise<void> {
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, type === null ? {} : { 'Content-Type': type });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
