import { PreconditionFailed } from '../foundation/errors.ts';
import type { Repair } from './repair.ts';

/** A change of a version that is no longer the current one. */
export class StaleVersion extends PreconditionFailed {
  /** The repair as it is now. */
  readonly current: Repair;

  constructor(current: Repair) {
    super('Somebody else has changed this repair in the meantime. Look at it as it is now, then decide again.');
    this.current = current;
  }
}
