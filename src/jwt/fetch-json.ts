export interface FetchJsonOptions {
  readonly fetch: typeof fetch;
  /** For the whole exchange, body included, in milliseconds. */
  readonly timeout: number;
  readonly maximumBytes: number;
}

/**
 * Gets a JSON document from exactly this address: no redirects, bounded in time and size.
 * @throws Error of whatever kind where that fails; its message is for the log only.
 */
export async function fetchJson(url: string, options: FetchJsonOptions): Promise<unknown> {
  const response = await options.fetch(url, {
    headers: { Accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(options.timeout),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > options.maximumBytes) {
      throw new Error(`more than ${options.maximumBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
