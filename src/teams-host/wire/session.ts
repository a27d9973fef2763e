import type { LoadedApp } from './loaded-app.ts';
import type { Person } from './person.ts';

/** Who uses this browser, who else could, and with which apps. */
export interface Session {
  readonly user: Person;
  readonly users: readonly Person[];
  readonly apps: readonly LoadedApp[];
}
