const loopback = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

/** Whether this is an https address, or an http one on loopback, without user name and password. */
export function isSecureAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') {
    return false;
  }
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
}
