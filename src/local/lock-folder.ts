import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { textMember } from '../foundation/json-value.ts';
import { StartupFault } from '../foundation/startup-fault.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Locks a data folder for this program; creates it if it is missing. The lock is a local socket that listens, so that
 * the operating system releases it however the program ends. It does not exclude programs on other machines and in
 * other containers.
 * @throws StartupFault if another program has locked the folder.
 */
export async function lockFolder(folder: string, platform: NodeJS.Platform = process.platform): Promise<FolderLock> {
  // A folder that cannot be created is reported by those who write to it.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {});
  const path = await realpath(folder).catch(() => resolve(folder));
  const address = toAddress(createHash('sha256').update(path).digest('hex').slice(0, 32), platform);
  const server = createServer((socket) => socket.destroy()).unref();
  try {
    await listen(server, address).catch(async (cause: unknown) => {
      if (!isSocketFile(address) || (await isAnswered(address))) {
        throw cause;
      }
      // Of a program that was killed.
      await rm(address, { force: true });
      await listen(server, address);
    });
  } catch (cause) {
    if (textMember(cause, 'code') === 'EADDRINUSE') {
      const remedy = 'stop it, or choose another data folder';
      throw new StartupFault(`Another program uses the data folder ${folder}: ${remedy}.`, { cause });
    }
    // The system has no such sockets: no lock.
  }
  return {
    async release() {
      if (server.listening) {
        server.close();
        await once(server, 'close');
      }
    },
  };
}

function toAddress(name: string, platform: NodeJS.Platform): string {
  switch (platform) {
    case 'linux':
      return `\0teams-host-${name}`;
    case 'win32':
      return `\\\\.\\pipe\\teams-host-${name}`;
    default:
      return join(tmpdir(), `teams-host-${name}.sock`);
  }
}

const isSocketFile = (address: string): boolean => address.endsWith('.sock');

async function listen(server: Server, address: string): Promise<void> {
  await once(server.listen(address), 'listening');
}

async function isAnswered(address: string): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
