import { StartupFault } from '../foundation/startup-fault.ts';
import { isSecureAddress } from './is-secure-address.ts';

export interface BaseUrl {
  readonly origin: string;
  /** Path without a trailing slash. */
  readonly path: string;
}

/**
 * Parses the base URL of the API.
 * @throws StartupFault unless it is https, or http on loopback, without user name, query or fragment.
 */
export function parseBaseUrl(text: string): BaseUrl {
  if (!isSecureAddress(text) || /[?#\s\\]/.test(text)) {
    throw new StartupFault(
      'The address of the repairs API is malformed: set it to an https address without user name, query or fragment, for example https://repairs.example.com/api (http only on loopback).',
    );
  }
  const { origin, pathname } = new URL(text);
  return { origin, path: pathname.replace(/\/+$/, '') };
}
