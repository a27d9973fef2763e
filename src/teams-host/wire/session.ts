import type { LoadedApp } from './loaded-app.ts';
import type { Person } from './person.ts';

/** The person who uses this browser, the people to switch to, and the loaded apps. */
export interface SessionView {
  readonly user: Person;
  readonly users: readonly Person[];
  readonly apps: readonly LoadedApp[];
  /** Changes with each version of the page. */
  readonly pageVersion: string;
  /** Id of the saved state of the host; another one after a reset. */
  readonly stateId: string;
  /** What the host has discarded at its start and why, as sentences. */
  readonly notices: readonly string[];
}
