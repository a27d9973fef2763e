/**
 * Hash of the empty text: allows the empty style elements that the component library fills through the CSSOM. Style
 * elements with text stay forbidden.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * `Content-Security-Policy` of the page: scripts from and calls to the host only, nothing inline, and pictures and frames
 * from loopback, so that nothing on the page can send a request off this machine, except the dialogs of the loaded apps.
 * @param imageOrigins further origins of pictures.
 * @param frameOrigins further origins of pages in dialogs.
 */
export function toContentSecurityPolicy(
  imageOrigins: readonly string[] = [],
  frameOrigins: readonly string[] = [],
): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${emptyStyle}`,
    ["img-src 'self' data: http://127.0.0.1:* http://localhost:*", ...imageOrigins].join(' '),
    ['frame-src http://127.0.0.1:* http://localhost:*', ...frameOrigins].join(' '),
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Returns the origins of the dialogs of apps, as sources of the policy.
 * @param validDomains of the manifests. In a policy, `*.` stands for several labels, and `*` cannot be elsewhere.
 */
export function toFrameOrigins(validDomains: readonly string[]): readonly string[] {
  const hosts = validDomains.map((domain) => domain.toLowerCase().replace(/:\d+$/, ''));
  return [...new Set(hosts)]
    .filter((host) => /^(\*\.)?([a-z\d-]+\.)+[a-z\d-]+$/.test(host))
    .map((host) => `https://${host}:*`);
}
