/** Moved to `src/loopback.ts`. */
export { isLoopback } from '../../loopback.ts';
