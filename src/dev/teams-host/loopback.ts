/** True for a host name of this machine alone: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(hostname: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[::1\]|::1|localhost)$/i.test(hostname);
}
