/** True for a host name of this machine alone: 127.0.0.0/8, ::1 and localhost, as `URL` spells them. */
export function isLoopback(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}

/** https anywhere; plain http only where it does not leave the machine. */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
