const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

/** https anywhere; plain http only where it does not leave the machine. */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}
