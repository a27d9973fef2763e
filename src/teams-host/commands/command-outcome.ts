import type { Result } from './render-results.ts';

/** What a person sees after running a command. */
export type CommandOutcome =
  | { readonly type: 'results'; readonly layout: 'list' | 'grid'; readonly results: readonly Result[] }
  | {
      readonly type: 'signIn';
      /** Text of the sign-in button. */
      readonly title: string;
      /** Path on this host, to be opened in a pop-up. */
      readonly url: string;
    }
  | { readonly type: 'message'; readonly title: string; readonly text: string; readonly remedy?: string };

export function toMessage(title: string, text: string, remedy?: string): CommandOutcome {
  return { type: 'message', title, text, ...(remedy === undefined ? {} : { remedy }) };
}
