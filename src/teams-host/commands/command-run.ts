import type { Command } from '../app-package/api-extension/command.ts';
import type { AppPackage } from '../app-package/app-package.ts';
import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';

/** One run of a command of an API-based message extension. */
export interface CommandRun {
  readonly app: AppPackage;
  readonly command: Command;
  /** Values of the fields, as `fillParameters` takes them. */
  readonly values: ReadonlyMap<string, string>;
  readonly user: Person;
  readonly flow: Flow;
  /** Aborted when the person no longer waits. */
  readonly signal: AbortSignal;
}
