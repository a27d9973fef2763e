/** Loaded before every test: a connection that would leave this machine throws instead, and the test fails. */
import { Socket } from 'node:net';

const loopback = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3}|localhost)$/;
const connect = Socket.prototype.connect;

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
    throw new LeftTheMachine(host);
  }
  return Reflect.apply(connect, this, args) as Socket;
} as typeof connect;
