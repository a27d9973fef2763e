import type { Principal } from './principal.ts';

/** A principal, and how long its credentials may be used without verifying them again. */
export interface Identified {
  readonly principal: Principal;
  /** In seconds since 1970. */
  readonly exp: number;
}
