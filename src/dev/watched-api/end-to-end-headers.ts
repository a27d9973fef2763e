/** Hop-by-hop headers (RFC 9110 section 7.6.1), and `Expect`, which the receiving server handles. */
const ofConnection = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Filters the headers to forward.
 * @param headers names and values in their order.
 * @param connection the `Connection` header, which names further hop-by-hop headers.
 */
export function toEndToEndHeaders<Value>(
  headers: readonly (readonly [name: string, value: Value])[],
  connection = '',
): readonly (readonly [name: string, value: Value])[] {
  const named = connection.toLowerCase().split(/\s*,\s*/);
  return headers.filter(([name]) => !ofConnection.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}
