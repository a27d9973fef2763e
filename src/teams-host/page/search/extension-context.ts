import { createContext, useContext } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** The message extension whose flyout is open. */
export interface OpenExtension {
  readonly app: LoadedApp;
  /** Closes the flyout and adds the result to the draft of the message. */
  pick(result: SearchResult): void;
  /** Changes when the results may have changed, for example because of new settings. */
  readonly round: number;
  /** Begins the next round, in which the results are fetched again. */
  refresh(): void;
}

export const ExtensionContext = createContext<OpenExtension | undefined>(undefined);

/** Returns the extension whose flyout a component belongs to. @throws Error outside of a flyout. */
export function useExtension(): OpenExtension {
  const extension = useContext(ExtensionContext);
  if (extension === undefined) {
    throw new Error('used outside of a flyout');
  }
  return extension;
}
