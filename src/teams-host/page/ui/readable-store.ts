import type { StoreApi } from 'zustand/vanilla';

/** A store that components read with `useStore` and can change only through its actions. */
export type ReadableStore<State> = Omit<StoreApi<State>, 'setState'>;
