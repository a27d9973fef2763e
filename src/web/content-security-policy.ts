/** Hosts of Teams, the Microsoft 365 app and Outlook, which all show pages of message extensions. */
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
 * `Content-Security-Policy` of a page outside of Teams: it cannot be framed, and loads only its own files.
 * @see https://www.w3.org/TR/CSP3/
 */
export const standalonePolicy = toPolicy(["'none'"]);

/**
 * `Content-Security-Policy` of a page inside Teams. There is no Cross-Origin-Opener-Policy, because a pop-up needs its
 * opener.
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
