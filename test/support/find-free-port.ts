import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface TakenPort {
  readonly port: number;
  free(): Promise<void>;
}

/** Listens on a loopback port, as another program would. */
export async function takePort(port = 0): Promise<TakenPort> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async free() {
      server.close();
      await once(server, 'close');
    },
  };
}

/** Returns distinct loopback ports that are currently free. */
export async function findFreePorts(count: number): Promise<readonly number[]> {
  const taken = await Promise.all(Array.from({ length: count }, () => takePort()));
  await Promise.all(taken.map((port) => port.free()));
  return taken.map(({ port }) => port);
}

/** Returns a loopback port that is currently free. */
export async function findFreePort(): Promise<number> {
  const [port = 0] = await findFreePorts(1);
  return port;
}
