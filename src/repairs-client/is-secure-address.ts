import { isSecureUrl } from '../foundation/loopback.ts';

/** Returns true for an https URL, or an http URL on loopback, without user name and password. */
export function isSecureAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' && isSecureUrl(url);
}
