/**
 * Loaded before every test, and by the programs that tests run: a connection that would leave this machine throws instead,
 * and the test fails, or the program with exit code 1.
 */
import { Socket } from 'node:net';

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/;
const connect = Socket.prototype.connect;

/** Hosts that somebody tried to connect to in this test: code that swallows the fault is found out all the same. */
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
