import { textMember } from '../../../foundation/json-value.ts';
import type { Answer, Body, Endpoints } from '../../wire/endpoints.ts';

/**
 * Calls an endpoint of the host that serves this page.
 * @param parameters of the path, unencoded; ids of conversations contain `:`, `@` and `;`.
 * @throws HostFault if the host refuses or does not answer; the error of `fetch` if `signal` was aborted.
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

/** Thrown if the host answers with an error or not at all; the message is a sentence to show. */
export class HostFault extends Error {
  /** HTTP status; undefined without an answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** @param fetch the `fetch` of the browser, or of a test. */
export function createHostCall(fetch: typeof globalThis.fetch): HostCall {
  return async (name, parameters, body, signal) => {
    const [method, path = ''] = name.split(' ');
    const accept = { Accept: 'application/json' };
    const init =
      method === 'POST'
        ? {
            method,
            headers: { ...accept, 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
            signal: signal ?? null,
          }
        : { headers: accept };
    const response = await fetch(withParameters(path, parameters), init).catch((error: unknown) => {
      if (signal?.aborted) {
        throw error;
      }
      throw new HostFault('The local Teams host does not answer. Check that it is still running.');
    });
    if (!response.ok) {
      throw new HostFault(await toReason(response), response.status);
    }
    // Responses are not validated: page and host are one program, and the compiler checks the handlers of the host
    // against the same `Endpoints`.
    return response.status === 204 ? undefined : response.json();
  };
}

function withParameters(path: string, parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters).reduce(
    (rest, [name, value]) => rest.replace(`:${name}`, encodeURIComponent(value)),
    path,
  );
}

/** Returns the sentence to show for an error. */
export function toReasonText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns the text of an RFC 9457 problem, or a sentence with the status. */
async function toReason(response: Response): Promise<string> {
  const problem: unknown = await response.json().catch(() => undefined);
  return (
    textMember(problem, 'detail') ?? textMember(problem, 'title') ?? `The local Teams host answered ${response.status}.`
  );
}
