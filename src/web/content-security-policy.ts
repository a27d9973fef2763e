/** Hosts that show pages of apps: Teams, the Microsoft 365 app and Outlook, which run message extensions, too. */
const microsoftHosts = [
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
];

/** Where teams-js looks for clients that are newer than itself; where it gets no answer it goes by its own list. */
const teamsClients = 'https://res.cdn.office.net/teams-js/';

/**
 * `Content-Security-Policy` of a page that stands alone: nobody may frame it, and it loads nothing but its own files.
 * @see https://www.w3.org/TR/CSP3/
 */
export const alonePolicy = toPolicy({ connect: "'none'", ancestors: ["'none'"] });

/**
 * `Content-Security-Policy` of a page that speaks to Teams. None of the headers may cut a pop-up off from the window
 * that opened it, so there is no Cross-Origin-Opener-Policy beside this.
 * @param origins of Teams clients besides Microsoft's own.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements
 */
export function toTeamsPolicy(origins: readonly string[]): string {
  return toPolicy({ connect: teamsClients, ancestors: [...microsoftHosts, ...origins] });
}

function toPolicy({ connect, ancestors }: { connect: string; ancestors: readonly string[] }): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
}
