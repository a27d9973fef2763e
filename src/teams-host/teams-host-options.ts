import type { Log } from '../foundation/log.ts';
import type { AppPackage } from './app-package/app-package.ts';
import type { After } from './bots/await-answer.ts';
import type { TimeLimits } from './bots/deliver-activity.ts';
import type { PageFiles } from './page-api/page-files/bundle-page.ts';
import type { Registration } from './vault/registration.ts';
import type { Person } from './wire/person.ts';
import type { TaskRunner } from './worker/task-runner.ts';

export interface TeamsHostOptions {
  /** 0 selects a free port. */
  readonly port: number;
  /** Name of the setting for the port, for the message that it is in use; `TEAMS_HOST_PORT` if absent. */
  readonly portSetting?: string;
  /** Packages with different ids. A package has either an API-based or a bot-based message extension. */
  readonly apps: readonly [AppPackage, ...AppPackage[]];
  /** Replace the registrations stored in the data folder, which are used if this is absent. */
  readonly registrations?: readonly Registration[] | undefined;
  /** Holds the vault and the saved state; created if it does not exist. */
  readonly dataFolder: string;
  /** Whether to remove what earlier runs have saved there. */
  readonly reset?: boolean;
  /** The people who can use the host; a new session starts as the first. */
  readonly people: readonly [Person, ...Person[]];
  readonly log: Log;
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly fetch?: typeof globalThis.fetch;
  /** Timeouts for bots; those of Teams if absent. */
  readonly botTimeouts?: TimeLimits;
  /** Timer for the answers of bots; a real one if absent. */
  readonly after?: After;
  /** Runs what a package or a card could delay for ever; one of its own if absent. */
  readonly tasks?: TaskRunner | undefined;
  /** The bundled page; bundled at start-up if absent. */
  readonly page?: PageFiles | undefined;
}
