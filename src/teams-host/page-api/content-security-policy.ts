/**
 * Hash of the empty text: lets the component library add empty style elements, which it fills through the CSSOM.
 * A style element with any text in it stays forbidden.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/**
 * `Content-Security-Policy` of the page: scripts and calls from the host only, no inline script or style, and pictures
 * and pages of apps from loopback, so that nothing the page shows can send a request off this machine.
 * @param imageOrigins more origins that cards may take pictures from.
 * @param frameOrigins more origins whose pages a dialog may show.
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
