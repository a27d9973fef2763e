import { isSecureUrl } from '../../foundation/loopback.ts';

/** Whether a value is a URL that may be opened or shown: https, or plain http on this machine, without credentials. */
export function isPageUrl(value: unknown): value is string {
  const url = typeof value === 'string' && value.length <= 8192 ? URL.parse(value) : null;
  return url !== null && url.username === '' && url.password === '' && isSecureUrl(url);
}

/**
 * Whether a value is a URL that a picture may be loaded from: one that `isPageUrl` accepts, or a data URL of an image.
 */
export function isPictureUrl(value: unknown): value is string {
  return isPageUrl(value) || (typeof value === 'string' && /^data:image\//i.test(value));
}

/** Whether a host name matches one of the domains. `*` matches one label; ports in `domains` are ignored. */
export function isOfDomain(hostname: string, domains: readonly string[]): boolean {
  const parts = hostname.toLowerCase().split('.');
  return domains.some((domain) => {
    const [pattern = ''] = domain.toLowerCase().split(':');
    const wanted = pattern.split('.');
    return wanted.length === parts.length && wanted.every((part, index) => part === '*' || part === parts[index]);
  });
}
