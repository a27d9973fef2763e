import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

const { Check, Prompt, base } = interactionPolicy;

/**
 * Adds an account page to the provider's prompts. Without it, the provider continues with the person who last signed in
 * with this browser. Teams sends neither `prompt` nor `login_hint`, so the next person at the local Teams host would
 * unknowingly act as the previous one.
 */
export function createInteractionPolicy(): interactionPolicy.Prompt[] {
  const policy = base();
  const isUnconfirmed = new Check(
    'account_not_confirmed',
    'the signed-in person has not confirmed the account',
    needsAccount,
  );
  policy.add(new Prompt({ name: 'select_account', requestable: false }, isUnconfirmed), 1);
  return policy;
}

function needsAccount({ oidc }: KoaContextWithOIDC): boolean {
  const { session, result, prompts, params } = oidc;
  const isSilent = prompts.has('none') || params?.login_hint === session?.accountId;
  const isAnswered = result?.login !== undefined || result?.select_account !== undefined;
  return session?.accountId !== undefined && !isSilent && !isAnswered;
}
