import { StartupFault } from '../foundation/startup-fault.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
  /** Names of the settings that change the address, for the remedy; the host's only where it can be changed. */
  readonly settings: { readonly port: string; readonly host?: string };
}

/** Says why nobody can listen at this address, and what to change; what has another reason stays what it is. */
export function toListenFault(cause: unknown, { host, port, settings }: ListenAddress): unknown {
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartupFault(
        `Port ${port} is in use: stop the other program or set ${settings.port} to a free port.`,
        { cause },
      );
    case 'EACCES':
      return new StartupFault(`Port ${port} may not be listened on: set ${settings.port} to a port above 1023.`, {
        cause,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupFault(
        `${host} is no address of this machine: ${settings.host === undefined ? 'listen on' : `set ${settings.host} to`} 127.0.0.1 or another of its own.`,
        { cause },
      );
    default:
      return cause;
  }
}
