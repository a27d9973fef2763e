import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceToken, toServiceTokenHash } from '../authorization/service-tokens/service-token.ts';
import { createLog } from '../foundation/log.ts';
import { createExchange, type Exchange } from './access-token/create-exchange.ts';
import type { CallCommand } from './access-token/read-arguments.ts';
import { introspect, requestApplicationToken, requestPersonToken } from './access-token/request-token.ts';
import { contoso, people } from './authorization-server/people/people.ts';
import { applicationScope, type CallerSettings } from './demo-callers.ts';
import { audience, opaqueAudience, scopeNames } from './resources.ts';
import { startWorld, type World } from './world.ts';

/**
 * Calls the API as one kind of caller and prints every request and answer without secrets. For that, a local world of
 * its own runs with sample data, on free ports and in a temporary folder, and permits this kind of caller only.
 * @param write prints a piece of text.
 */
export async function callApi(command: CallCommand, write: (text: string) => void): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'repairs-call-'));
  const serviceToken = createServiceToken(randomBytes);
  const [app = 0, teamsHost = 0, authorizationServer = 0] = await findFreePorts(3);
  const now = () => new Date();
  try {
    const world = await startWorld({
      ports: { app, teamsHost, authorizationServer },
      dataFolder,
      callers: toSettings(command.as, serviceToken),
      // Nobody opens the page.
      page: { html: '', js: new Uint8Array(), css: new Uint8Array() },
      log: createLog({ level: 'error', now, write: (line) => write(line) }),
      now,
    });
    try {
      await exchangeAs(command, world, serviceToken, createExchange(write));
    } finally {
      await world.close();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** The settings that permit one kind of caller. */
function toSettings(as: CallCommand['as'], serviceToken: string): CallerSettings {
  return as === 'service'
    ? { API_CALLERS: as, SERVICE_TOKENS: `demo-service:write:${toServiceTokenHash(serviceToken)}` }
    : { API_CALLERS: as };
}

async function exchangeAs(
  { as, method, path, body }: CallCommand,
  world: World,
  serviceToken: string,
  exchange: Exchange,
): Promise<void> {
  const token = as === 'service' ? serviceToken : await requestAs(as, world, exchange);
  if (as === 'opaque') {
    await introspect(exchange, world.endpoints.introspection, world.callers.api, token);
  } else if (as === 'service') {
    exchange.show('The token stands for, according to SERVICE_TOKENS and SERVICE_TENANT', {
      service: 'demo-service',
      right: 'write',
      tenant: contoso.id,
    });
  } else {
    exchange.show('Claims of the access token', readClaims(token));
  }
  await exchange.send('Call of the API', world.appUrl + path, {
    method,
    headers: { Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body }),
  });
}

function requestAs(
  as: Exclude<CallCommand['as'], 'service'>,
  { endpoints, callers }: World,
  exchange: Exchange,
): Promise<string> {
  const [person] = people;
  if (as === 'application' || person === undefined) {
    const { application } = callers;
    return requestApplicationToken(exchange, endpoints, application, applicationScope(application));
  }
  return requestPersonToken(exchange, endpoints, {
    client: callers.person,
    person,
    resource: as === 'opaque' ? opaqueAudience : audience,
    scope: scopeNames.join(' '),
    randomBytes,
  });
}

/** Reads the claims of a JWT that the authorization server has just issued; nothing is verified. */
function readClaims(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  // A server that listens on a port has an address of this type.
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
