/** Calls to the host this page came from, all on the page's own origin. */
export interface HostCall {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown, signal?: AbortSignal): Promise<unknown>;
}

/** The host answered with an error, or not at all; the message is for people. */
export class HostFault extends Error {}

/** @param fetch the browser's own, or a test's. */
export function createHostCall(fetch: typeof globalThis.fetch): HostCall {
  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(path, { ...init, headers: { ...init.headers, Accept: 'application/json' } }).catch(
      (error: unknown) => {
        if (init.signal?.aborted) {
          throw error;
        }
        throw new HostFault('The local Teams host does not answer. Is it still running?');
      },
    );
    if (!response.ok) {
      throw new HostFault(await toReason(response));
    }
    return response.status === 204 ? undefined : response.json();
  };
  return {
    get: (path) => call(path),
    post: (path, body, signal) =>
      call(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}

/** A path with ids in it, each encoded: conversation ids hold `:`, `@` and `;`. */
export function toPath(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.map((part, index) => part + encodeURIComponent(ids[index] ?? '')).join('');
}

/** What is shown to people when a call fails. */
export function toReasonText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The sentence in an RFC 9457 problem, or the bare status. */
async function toReason(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => undefined)) as { detail?: unknown; title?: unknown } | undefined;
  const reason = problem?.detail ?? problem?.title;
  return typeof reason === 'string' ? reason : `The local Teams host answered ${response.status}.`;
}
