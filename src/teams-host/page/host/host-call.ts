import { textMember } from '../../../foundation/json-value.ts';
import type { Answer, Body, Endpoints } from '../../wire/endpoints.ts';

/**
 * Calls the host this page came from.
 * @param parameters of the path, unencoded: ids of conversations hold `:`, `@` and `;`.
 * @throws HostFault where the host refuses or does not answer; the error of `signal` where that was aborted.
 */
export type HostCall = <Name extends keyof Endpoints>(
  name: Name,
  parameters: Readonly<Record<ParameterNames<Name>, string>>,
  body: Body<Name>,
  signal?: AbortSignal,
) => Promise<Answer<Name>>;

type ParameterNames<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? Name
    : never;

/** The host answered with an error, or not at all; the message is for people. */
export class HostFault extends Error {}

/** @param fetch the browser's own, or a test's. */
export function createHostCall(fetch: typeof globalThis.fetch): HostCall {
  return async (name, parameters, body, signal) => {
    const [method, path = ''] = name.split(' ');
    const init = method === 'POST' ? { method, body: JSON.stringify(body), signal: signal ?? null } : {};
    const response = await fetch(withParameters(path, parameters), {
      ...init,
      headers: { Accept: 'application/json', ...(method === 'POST' && { 'Content-Type': 'application/json' }) },
    }).catch((error: unknown) => {
      if (signal?.aborted) {
        throw error;
      }
      throw new HostFault('The local Teams host does not answer. Is it still running?');
    });
    if (!response.ok) {
      throw new HostFault(await toReason(response));
    }
    // The page and its host are one program in two halves: answers are typed by the table of endpoints, which the host's
    // handlers are checked against, and are not parsed again here.
    return response.status === 204 ? undefined : response.json();
  };
}

function withParameters(path: string, parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters).reduce(
    (rest, [name, value]) => rest.replace(`:${name}`, encodeURIComponent(value)),
    path,
  );
}

/** The sentence to show when something failed. */
export function toReasonText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The sentence in an RFC 9457 problem, or the bare status. */
async function toReason(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined);
  return (
    textMember(problem, 'detail') ?? textMember(problem, 'title') ?? `The local Teams host answered ${response.status}.`
  );
}
