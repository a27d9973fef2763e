import { StartupFault } from './startup-fault.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Name of the setting that contains the port. */
  readonly portSetting: string;
}

/** Converts an error of `listen` to a StartupFault that names the remedy. Returns other errors unchanged. */
export function toListenFault(cause: unknown, { host, port, portSetting }: ListenAddress): unknown {
  switch (cause instanceof Error && 'code' in cause && cause.code) {
    case 'EADDRINUSE':
      return new StartupFault(`Port ${port} is in use: stop the other program or set ${portSetting} to a free port.`, {
        cause,
      });
    case 'EACCES':
      return new StartupFault(`Port ${port} is reserved: set ${portSetting} to a port above 1023.`, { cause });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupFault(`${host} is not an address of this machine: set HOST to 127.0.0.1 or another one.`, {
        cause,
      });
    default:
      return cause;
  }
}
