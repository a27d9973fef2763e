import type { LoadedApp } from '../host/loaded-app.ts';

const address = /\bhttps?:\/\/[^\s<>"]+/gi;
const longest = 2048;

/** The addresses in a text that one of the apps shows as cards, each once, in their order. */
export function findLinks(text: string, apps: readonly LoadedApp[]): readonly string[] {
  const domains = apps.flatMap(({ extension }) => extension?.linkDomains ?? []);
  const found = Array.from(text.matchAll(address), ([match]) => match.replace(/[.,;:!?)\]'»”]+$/, ''));
  return [...new Set(found)].filter((url) => url.length <= longest && isOfDomains(url, domains));
}

/** A domain may carry a port, and `*` for one part of the name. */
function isOfDomains(url: string, domains: readonly string[]): boolean {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return false;
  }
  const parts = parsed.hostname.toLowerCase().split('.');
  return domains.some((domain) => {
    const [pattern = '', port] = domain.toLowerCase().split(':');
    const wanted = pattern.split('.');
    return (
      (port === undefined || port === parsed.port) &&
      wanted.length === parts.length &&
      wanted.every((part, index) => part === '*' || part === parts[index])
    );
  });
}
