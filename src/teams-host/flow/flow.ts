import type { Hop } from '../wire/hop.ts';
import type { HopBodies } from './hop-content.ts';

/** Collects the hops of one action in order. */
export interface Flow {
  /** @param bodies of the request and its response, for developers who open the hop. */
  add(hop: Hop, bodies?: HopBodies): void;
}
