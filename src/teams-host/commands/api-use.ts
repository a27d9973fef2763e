import type { AppPackage } from '../app-package/app-package.ts';
import type { Authorization } from '../app-package/manifest/manifest.ts';
import type { Flow } from '../flow/flow.ts';
import type { Person } from '../wire/person.ts';

/** The use of an app's API by a person, with a command of a message extension or a function of an agent. */
export interface ApiUse {
  readonly app: AppPackage;
  /** How the call is authorized. */
  readonly authorization: Authorization;
  /** Why this credential does not satisfy the API document, as sentences that end with the remedy. */
  readonly mismatch?: string | undefined;
  readonly user: Person;
  readonly flow: Flow;
  /** Aborted when the person no longer waits. */
  readonly signal: AbortSignal;
}
