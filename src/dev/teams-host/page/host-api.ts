/** What the page asks of the host, and what it gets. All calls stay on the page's own origin. */
import type { Hop } from '../flow/flow.ts';

export interface TeamsUser {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  readonly tenantName: string;
}

export interface CommandParameter {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly inputType: 'text' | 'textarea' | 'number' | 'date' | 'time' | 'toggle' | 'choiceset';
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
  /** What the field holds before anybody touches it. */
  readonly value?: string;
  readonly required: boolean;
}

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly parameters: readonly CommandParameter[];
  /** Runs as soon as the flyout opens, with nothing filled in. */
  readonly initialRun: boolean;
}

export interface LoadedApp {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly developer?: string;
  readonly commands: readonly Command[];
  /** What is wrong with the app package, in sentences. */
  readonly problems: readonly string[];
}

export interface Session {
  readonly user: TeamsUser;
  readonly users: readonly TeamsUser[];
  readonly app: LoadedApp;
  readonly auth: {
    readonly kind: 'none' | 'apiKey' | 'oauth';
    readonly registrationName?: string;
    readonly signedIn: boolean;
  };
}

export interface SearchResult {
  readonly preview: {
    readonly title: string;
    readonly subtitle?: string;
    readonly text?: string;
    readonly image?: { readonly url: string; readonly alt?: string };
  };
  /** Adaptive Card. */
  readonly card: unknown;
}

export interface ResultsAnswer {
  readonly type: 'results';
  readonly layout: 'list' | 'grid';
  readonly results: readonly SearchResult[];
}

export interface SignInAnswer {
  readonly type: 'signIn';
  readonly title: string;
  /** Path on this origin to open in a pop-up. */
  readonly url: string;
}

export interface MessageAnswer {
  readonly type: 'message';
  readonly title: string;
  readonly text: string;
  readonly remedy?: string;
}

export type CommandAnswer = ResultsAnswer | SignInAnswer | MessageAnswer;

/** Values by parameter name; a parameter that was left empty is absent. */
export type ParameterValues = Readonly<Record<string, string>>;

export interface FlowRecord {
  readonly action: string;
  readonly startedAt: string;
  readonly hops: readonly Hop[];
}

export interface HostApi {
  session(): Promise<Session>;
  sitAs(userId: string): Promise<void>;
  run(commandId: string, parameters: ParameterValues, signal: AbortSignal): Promise<CommandAnswer>;
  signOut(): Promise<void>;
  /** @returns the sentence to show. */
  forgetConsent(): Promise<string>;
}

/** The host answered with an error, or not at all; the message is for people. */
export class HostFault extends Error {}

/**
 * Calls the host this page came from.
 * @param fetch the browser's own, or a test's.
 */
export function createHostApi(fetch: typeof globalThis.fetch): HostApi {
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
  const post = (path: string, body: unknown, signal?: AbortSignal): Promise<unknown> =>
    call(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
  return {
    session: async () => (await call('/api/session')) as Session,
    sitAs: async (userId) => {
      await post('/api/session/user', { userId });
    },
    run: async (commandId, parameters, signal) =>
      (await post(`/api/commands/${encodeURIComponent(commandId)}`, { parameters }, signal)) as CommandAnswer,
    signOut: async () => {
      await post('/api/sign-out', {});
    },
    forgetConsent: async () => ((await post('/api/forget-consent', {})) as { message: string }).message,
  };
}

/** The sentence in an RFC 9457 problem, or the bare status. */
async function toReason(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => undefined)) as { detail?: unknown; title?: unknown } | undefined;
  const reason = problem?.detail ?? problem?.title;
  return typeof reason === 'string' ? reason : `The local Teams host answered ${response.status}.`;
}
