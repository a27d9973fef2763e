import type { Person } from '../../wire/person.ts';
import { type HostCall, toPath } from './host-call.ts';
import type { LoadedApp } from './loaded-app.ts';

export interface Session {
  readonly user: Person;
  readonly users: readonly Person[];
  readonly apps: readonly LoadedApp[];
}

/** Who sits here, and with which apps. */
export interface SessionApi {
  session(): Promise<Session>;
  sitAs(userId: string): Promise<void>;
  /** Forgets the person's tokens of all apps. */
  signOut(): Promise<void>;
  /** @returns the sentence to show. */
  forgetConsent(): Promise<string>;
  /** Adds an app to the person's own. */
  installApp(appId: string): Promise<void>;
  uninstallApp(appId: string): Promise<void>;
}

export function createSessionApi({ get, post }: HostCall): SessionApi {
  const tell = async (path: string, body: unknown): Promise<void> => {
    await post(path, body);
  };
  return {
    session: async () => (await get('/api/session')) as Session,
    sitAs: (userId) => tell('/api/session/user', { userId }),
    signOut: () => tell('/api/sign-out', {}),
    forgetConsent: async () => ((await post('/api/forget-consent', {})) as { message: string }).message,
    installApp: (appId) => tell(toPath`/api/apps/${appId}/install`, {}),
    uninstallApp: (appId) => tell(toPath`/api/apps/${appId}/uninstall`, {}),
  };
}
