import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

const { Check, Prompt, base } = interactionPolicy;

/**
 * When a person is asked for something: who they are, whether they are still that person, what they allow. The provider
 * itself would go on with whoever signed in last in this browser, and Teams' vault cannot ask for anything else
 * (`prompt`, `login_hint`), so that the next person at the local Teams host would unknowingly act in the first one's name.
 */
export function createInteractionPolicy(): interactionPolicy.Prompt[] {
  const policy = base();
  const isUnconfirmed = new Check('account_not_confirmed', 'the signed-in person has not said to go on', needsAccount);
  policy.add(new Prompt({ name: 'select_account', requestable: false }, isUnconfirmed), 1);
  return policy;
}

function needsAccount({ oidc }: KoaContextWithOIDC): boolean {
  const { session, result, prompts, params } = oidc;
  const isSilent = prompts.has('none') || params?.login_hint === session?.accountId;
  const isAnswered = result?.login !== undefined || result?.select_account !== undefined;
  return session?.accountId !== undefined && !isSilent && !isAnswered;
}
