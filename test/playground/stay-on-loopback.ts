/**
 * Preloaded into the Playground's process: makes it listen on loopback instead of on all addresses, and refuses
 * connections beyond loopback and reports them on stderr.
 */
import { Server, Socket } from 'node:net';
import { LeftTheMachine } from '../support/loopback-only.ts';

const { listen } = Server.prototype;
const { connect } = Socket.prototype;

Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
  const [port, ...rest] = args;
  return Reflect.apply(listen, this, typeof port === 'number' ? [port, '127.0.0.1', ...rest] : args) as Server;
} as typeof listen;

Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  try {
    return Reflect.apply(connect, this, args) as Socket;
  } catch (refusal) {
    if (refusal instanceof LeftTheMachine) {
      process.stderr.write(`${refusal.message}\n`);
    }
    throw refusal;
  }
} as typeof connect;
