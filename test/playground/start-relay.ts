/**
 * Stands between the Playground, which signs nothing, and the bot, which answers to nothing unsigned: what the Playground
 * posts goes on to the bot with a connector token of the test channel, what the bot sends goes on to the Playground.
 */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelRequest, TestConnector } from '../support/connector.ts';

export interface Relay {
  /** Where the Playground posts activities. */
  readonly botEndpoint: string;
  /** Names of the activities that went to the bot, with the status that it answered. */
  readonly passed: readonly string[];
  /** Says where the bot's messages go on to. */
  connectTo(playgroundUrl: string): void;
  close(): Promise<void>;
}

/** Starts it; `/teams/` of the connector goes to the Playground from now on. */
export async function startRelay(connector: TestConnector, botUrl: string): Promise<Relay> {
  const passed: string[] = [];
  let playgroundUrl: string | undefined;

  const server = createServer(async (incoming, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Uint8Array);
    }
    if (incoming.method !== 'POST') {
      // It asks whether anybody is there before it opens its page.
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
    passed.push(`${name ?? type} ${answer.status}`);
    await pass(answer, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  connector.script((request, response) => {
    if (playgroundUrl === undefined || !request.path.startsWith('/teams/')) {
      return undefined;
    }
    void send(request, playgroundUrl).then((answer) => pass(answer, response));
    return 'answered';
  });

  return {
    botEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`,
    passed,
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

async function pass(answer: Response, response: ServerResponse): Promise<void> {
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, type === null ? {} : { 'Content-Type': type });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
