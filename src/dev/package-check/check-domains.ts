import { isJsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import type { PackageParts } from './package-parts.ts';

/**
 * Checks `validDomains` against the URLs in the package: Teams loads pictures and opens pop-ups only from these
 * domains.
 * @returns one sentence for each fault.
 */
export function checkDomains({ manifest, extension, api, templates }: PackageParts): readonly string[] {
  const domains = listMember(manifest, 'validDomains').filter((domain) => typeof domain === 'string');
  const server = textMember(listMember(api?.document, 'servers')[0], 'url');
  const needed = [
    ...[server, ...[...templates.values()].flatMap(({ document }) => pictureAddresses(document))].flatMap(toHost),
    ...linkDomains(extension),
    ...(listMember(manifest, 'bots').length > 0 || textMember(extension, 'botId') ? [tokenService] : []),
  ];
  return [
    ...domains.flatMap(checkDomain),
    ...[...new Set(needed)]
      .filter((host) => !domains.some((domain) => covers(domain, host)))
      .map((host) => `manifest.json: "validDomains" does not list ${host}, which the package needs. Add it.`),
  ];
}

/** The host of the sign-in links of bots, which redirect to the authorization server. */
const tokenService = 'token.botframework.com';

/** Pictures of an unfurled link are on the host of the link. */
function linkDomains(extension: PackageParts['extension']): readonly string[] {
  return listMember(extension, 'messageHandlers')
    .flatMap((handler) => listMember(member(handler, 'value'), 'domains'))
    .filter((domain) => typeof domain === 'string');
}

function checkDomain(domain: string): readonly string[] {
  return /^\*\.[^.]+$/.test(domain)
    ? [
        `manifest.json: ${JSON.stringify(domain)} in "validDomains" matches a whole top-level domain. Name your own domain.`,
      ]
    : [];
}

function covers(domain: string, host: string): boolean {
  const name = domain.replace(/:\d+$/, '').toLowerCase();
  if (name === host.toLowerCase()) {
    return true;
  }
  return name.startsWith('*.') && host.endsWith(name.slice(1)) && !host.slice(0, 1 - name.length).includes('.');
}

/** Returns every `url` in a template, including expressions. */
function pictureAddresses(node: unknown): readonly string[] {
  if (Array.isArray(node)) {
    return node.flatMap(pictureAddresses);
  }
  return isJsonObject(node)
    ? Object.entries(node).flatMap(([name, value]) =>
        name === 'url' && typeof value === 'string' ? [value] : pictureAddresses(value),
      )
    : [];
}

function toHost(address: string | undefined): readonly string[] {
  const url = address === undefined || address.includes('${') ? null : URL.parse(address);
  return url === null || url.protocol === 'data:' ? [] : [url.hostname.toLowerCase()];
}
