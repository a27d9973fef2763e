import { isOfDomain } from '../../links/page-url.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

const address = /\bhttps?:\/\/[^\s<>"]+/gi;
const maxLength = 2048;

/** Finds the links in a text that one of the apps unfurls, each once, in order. */
export function findLinks(text: string, apps: readonly LoadedApp[]): readonly string[] {
  const domains = apps.flatMap(({ extension }) => extension?.linkDomains ?? []);
  const found = Array.from(text.matchAll(address), ([match]) => match.replace(/[.,;:!?)\]'»”]+$/, ''));
  return [...new Set(found)].filter((url) => {
    const parsed = url.length <= maxLength ? URL.parse(url) : null;
    return parsed !== null && isOfDomain(parsed.hostname, domains);
  });
}
