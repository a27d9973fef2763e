import { readResponseText } from '../foundation/read-response-text.ts';

export interface FetchJsonOptions {
  readonly fetch: typeof fetch;
  /** Timeout for the whole exchange, body included, in milliseconds. */
  readonly timeout: number;
  readonly maximumBytes: number;
}

/**
 * Fetches a JSON document without following redirects, limited in time and size.
 * @throws Error of any kind on failure; its message is for the log only.
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
  const { text, fault } = await readResponseText(response, options.maximumBytes);
  if (fault !== undefined) {
    throw new Error(fault.why);
  }
  return JSON.parse(text);
}
