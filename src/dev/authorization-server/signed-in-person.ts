import type { Provider } from 'oidc-provider';
import type { PageContext } from './page-context.ts';
import { findPerson, type Person } from './people.ts';

/** Who is signed in in this browser, if anybody. */
export async function signedInPerson(provider: Provider, ctx: PageContext): Promise<Person | undefined> {
  const session = await provider.Session.get(ctx);
  return findPerson(session.accountId);
}
