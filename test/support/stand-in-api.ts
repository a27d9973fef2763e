/** An API on loopback that is made from an OpenAPI document alone. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document without references in responses
type Json = any;

export interface StandIn {
  readonly url: string;
  /** Sets the document whose operations are answered from now on. */
  serve(document: Json): void;
  close(): Promise<void>;
}

/**
 * Answers each operation with an example made from its response schema: 404 for other paths, 401 without the credential.
 * @param bearer the credential of every operation; none by default, and then a request with one gets 400.
 */
export async function startStandIn({ bearer }: { readonly bearer?: string } = {}): Promise<StandIn> {
  let document: Json = { paths: {} };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const operation = findOperation(document, request.method ?? '', pathname);
    if (operation === undefined) {
      send(404, {});
    } else if (request.headers.authorization !== (bearer && `Bearer ${bearer}`)) {
      send(bearer === undefined ? 400 : 401, {});
    } else {
      send(200, toExample(operation.responses[200].content['application/json'].schema, 'value'));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => {
      document = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function findOperation({ paths }: Json, method: string, pathname: string): Json {
  const path = Object.keys(paths).find((template) =>
    new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname),
  );
  return path === undefined ? undefined : paths[path][method.toLowerCase()];
}

function toExample(schema: Json, name: string): unknown {
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([member, of]) => [member, toExample(of, member)]),
      );
    case 'array':
      return [toExample(schema.items, name)];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return schema.example ?? `a ${name}`;
  }
}

/** Describes the plants in the responses of the garden's API. */
export function describePlants({ paths }: Json): void {
  const { schema } = paths['/plants'].get.responses[200].content['application/json'];
  const text = { type: 'string' };
  schema.properties.plants.items = { type: 'object', properties: { name: text, latin: text } };
}
