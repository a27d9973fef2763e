/** An API on loopback that answers as scripted by a test and records its requests. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type Script = (response: ServerResponse, request: SeenRequest) => void;

export interface ScriptedApi {
  readonly url: string;
  readonly port: number;
  readonly seen: readonly SeenRequest[];
  answer(script: Script): void;
  close(): Promise<void>;
}

export const sends =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Script =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const somePlants = {
  plants: [{ name: 'Fern', latin: 'Polypodium', picture: 'https://garden.example.com/fern.png' }, { name: 'Moss' }],
};

/** Starts an API that answers with two plants until `answer` is called. */
export async function startScriptedApi(port = 0): Promise<ScriptedApi> {
  const seen: SeenRequest[] = [];
  let script: Script = sends(200, somePlants);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers, body: Buffer.concat(chunks).toString() };
    seen.push(entry);
    script(response, entry);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    seen,
    answer: (next) => {
      script = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
