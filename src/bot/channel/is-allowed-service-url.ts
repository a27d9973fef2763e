/**
 * Returns true if the bot may send to this address. The parsed URL is compared, so dot segments and user names cannot
 * disguise another address.
 * @param serviceUrls allowed prefixes; each ends with a slash.
 */
export function isAllowedServiceUrl(serviceUrl: string, serviceUrls: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return false;
  }
  const address = url.href.endsWith('/') ? url.href : `${url.href}/`;
  return !/%2e|%2f|%5c/i.test(address) && serviceUrls.some((prefix) => address.startsWith(prefix));
}
