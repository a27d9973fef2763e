import type { Hop } from '../wire/hop.ts';

/** Collects the hops of one action in order. */
export interface Flow {
  add(hop: Hop): void;
}
