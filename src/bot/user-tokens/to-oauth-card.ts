import type { SignInLink } from './user-token.ts';

/** Content of a sign-in card. */
export function toOAuthCard({ url, tokenExchangeResource }: SignInLink, connectionName: string): object {
  return {
    text: 'Sign in to see and change the repairs of your organisation.',
    connectionName,
    buttons: [{ type: 'signin', title: 'Sign in', value: url }],
    ...(tokenExchangeResource === undefined ? {} : { tokenExchangeResource }),
  };
}
