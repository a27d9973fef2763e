/** What is known of the cause of an error that `fetch`, or reading the body of its response, throws. */
export interface FetchCause {
  readonly name?: string | undefined;
  readonly code?: string | undefined;
}

const invalidHttp = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'];
const closed = ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'];
/** Of zlib, Brotli and Zstandard. */
const decompression = /^(Z_|ZSTD_|ERR__ERROR_)/;

/**
 * Explains why the answer of a server that was reached cannot be read. Returns undefined if it was not reached.
 * `why` continues a sentence about the server, as in `readResponseText`: "The app " + why.
 */
export function explainBrokenAnswer({ name, code = '' }: FetchCause) {
  if (decompression.test(code)) {
    return {
      why: `answered with a body that is not in the encoding of its Content-Encoding (${code}).`,
      remedy: 'Correct Content-Encoding, or answer without compression.',
    };
  }
  if (name === 'HTTPParserError' || invalidHttp.includes(code)) {
    return {
      why: `answered with something that is not HTTP/1.1${code === '' ? '' : ` (${code})`}.`,
      remedy: 'Check what listens there: compare scheme and port, and look at the headers it sends.',
    };
  }
  return closed.includes(code)
    ? {
        why: `closed the connection before its answer was complete (${code}).`,
        remedy: 'See its log, and compare Content-Length with the body.',
      }
    : undefined;
}
