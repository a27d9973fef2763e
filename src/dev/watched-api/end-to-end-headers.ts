/** Hop-by-hop headers (RFC 9110 section 7.6.1), and `Expect`, which this server handles itself. */
const hopByHop = new Set([
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
 * Returns the headers to forward.
 * @param headers names and values in their order.
 * @param connection the `Connection` header, which names further hop-by-hop headers.
 */
export function toEndToEndHeaders<Value>(
  headers: readonly (readonly [name: string, value: Value])[],
  connection = '',
): readonly (readonly [name: string, value: Value])[] {
  const named = connection.toLowerCase().split(/\s*,\s*/);
  return headers.filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}
