/** Are about one connection, not about the message (RFC 9110 section 7.6.1); `Expect` is met by the server that reads it. */
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
 * The headers that are passed on.
 * @param headers names and values in their order, as they came.
 * @param connection the `Connection` header: it names further ones that are not.
 */
export function toEndToEndHeaders<Value>(
  headers: readonly (readonly [name: string, value: Value])[],
  connection = '',
): readonly (readonly [name: string, value: Value])[] {
  const named = connection.toLowerCase().split(/\s*,\s*/);
  return headers.filter(([name]) => !ofConnection.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}
