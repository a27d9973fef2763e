import { createContext, useContext } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';

/** The message extension whose flyout is open. */
export interface OpenExtension {
  readonly app: LoadedApp;
  /** Closes the flyout and puts the result into the message that is being written. */
  pick(result: SearchResult): void;
}

export const ExtensionContext = createContext<OpenExtension | undefined>(undefined);

/** The extension around a component. @throws Error outside of a flyout. */
export function useExtension(): OpenExtension {
  const extension = useContext(ExtensionContext);
  if (extension === undefined) {
    throw new Error('used outside of a flyout');
  }
  return extension;
}
