/** Whether the bot may send to this address; compared as parsed, so that neither dots nor user names deceive. */
export function isAllowedServiceUrl(serviceUrl: string, serviceUrls: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return false;
  }
  const address = url.href.endsWith('/') ? url.href : `${url.href}/`;
  return !/%2e|%2f|%5c/i.test(address) && serviceUrls.some((prefix) => address.startsWith(prefix));
}
