import { once } from 'node:events';
import { createServer } from 'node:net';
import { type ListenAddress, toListenFault } from '../foundation/to-listen-fault.ts';

/**
 * Verifies that a server could listen, without keeping the port: a program that is about to remove saved data must not
 * remove those of one that runs. @throws StartupFault that names the remedy.
 */
export async function verifyFreePort(address: ListenAddress): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(address.port, address.host), 'listening');
  } catch (cause) {
    throw toListenFault(cause, address);
  }
  server.close();
  await once(server, 'close');
}
