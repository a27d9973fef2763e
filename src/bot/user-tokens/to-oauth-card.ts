import type { SignInLink } from './user-tokens.ts';

/** Builds the content of a sign-in card (`application/vnd.microsoft.card.oauth`). */
export function toOAuthCard({ url, tokenExchangeResource }: SignInLink, connectionName: string): object {
  return {
    text: 'Sign in to see and change the repairs of your organisation.',
    connectionName,
    buttons: [{ type: 'signin', title: 'Sign in', value: url }],
    tokenExchangeResource,
  };
}
