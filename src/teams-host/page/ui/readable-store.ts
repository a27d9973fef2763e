import type { StoreApi } from 'zustand/vanilla';

/** A store that components read with `useStore` and change through its actions alone. */
export type ReadableStore<State> = Omit<StoreApi<State>, 'setState'>;
