/** Hosts that publish the schemas of Teams, and a part that their paths have. */
const publishers: readonly (readonly [host: string, path: RegExp])[] = [
  ['developer.microsoft.com', /\/json-schemas\/teams\//i],
  ['raw.githubusercontent.com', /^\/(OfficeDev\/microsoft-teams-app-schema|microsoft\/json-schemas)\//i],
  ['github.com', /^\/(OfficeDev\/microsoft-teams-app-schema|microsoft\/json-schemas)\//i],
  ['statics.teams.cdn.office.net', /\/manifest\//i],
  ['statics.teams.microsoft.com', /\/manifest\//i],
  ['aka.ms', /^\//],
];

/**
 * Returns the version of a published schema of Teams from any of its addresses, with http or https and with or without
 * a trailing `#`.
 * @param file name of the schema, for example `MicrosoftTeams.schema.json`.
 * @returns for example `v1.28` or `vDevPreview`; `any` if the address has no version, as short links; undefined for
 * any other address.
 */
export function readSchemaVersion(address: string, file: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || !/^#?$/.test(url.hash) || url.search !== '') {
    return undefined;
  }
  const publisher = publishers.find(([host]) => host === url.hostname.replace(/^www\./, ''));
  if (publisher?.[1].test(url.pathname) !== true) {
    return undefined;
  }
  const steps = url.pathname.split('/');
  if (steps.at(-1)?.toLowerCase() !== file.toLowerCase()) {
    return publisher[0] === 'aka.ms' ? 'any' : undefined;
  }
  const version = steps.findLast((step) => /^v?(\d+\.\d+|devpreview)$/i.test(step));
  if (version === undefined) {
    return 'any';
  }
  const name = version.replace(/^v/i, '');
  return /^devpreview$/i.test(name) ? 'vDevPreview' : `v${name}`;
}
