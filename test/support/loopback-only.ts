/**
 * Loaded before every test, and into the programs that tests run. A connection to another machine throws instead, and
 * the test fails or the program exits with code 1.
 */
import { Socket } from 'node:net';

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/;
const connect = Socket.prototype.connect;

/** Hosts of the connections attempted in this test; recorded because the code under test may catch the error. */
export const attempts: string[] = [];

export class LeftTheMachine extends Error {
  constructor(host: string) {
    super(`A test tried to connect to ${host}; tests may reach loopback only.`);
  }
}

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const options = (Array.isArray(args[0]) ? args[0][0] : args[0]) as { host?: string; path?: string } | number | string;
  const host = typeof options === 'object' ? options.host : typeof args[1] === 'string' ? args[1] : undefined;
  const isPipe = typeof options === 'object' ? options.path !== undefined : typeof options === 'string';
  if (!isPipe && host !== undefined && !loopback.test(host)) {
    attempts.push(host);
    throw new LeftTheMachine(host);
  }
  return Reflect.apply(connect, this, args) as Socket;
} as typeof connect;

export const mochaHooks = {
  afterEach(): void {
    const [host] = attempts.splice(0);
    if (host !== undefined) {
      throw new LeftTheMachine(host);
    }
  },
};

process.once('exit', () => {
  const [host] = attempts;
  if (host !== undefined) {
    process.stderr.write(`${new LeftTheMachine(host).message}\n`);
    process.exitCode = 1;
  }
});
