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

/**
 * `Content-Security-Policy` of a page that stands alone: nobody may frame it, and it loads nothing but its own files.
 * @see https://www.w3.org/TR/CSP3/
 */
export const alonePolicy = toPolicy(["'none'"]);

/**
 * `Content-Security-Policy` of a page that speaks to Teams. None of the headers may cut a pop-up off from the window
 * that opened it, so there is no Cross-Origin-Opener-Policy beside this.
 * @param origins of Teams clients besides Microsoft's own.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/tab-requirements
 */
export function toTeamsPolicy(origins: readonly string[]): string {
  return toPolicy([...microsoftHosts, ...origins]);
}

function toPolicy(ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.join(' ')}`,
  ].join('; ');
}
