import { isOfDomain, isPageUrl } from './page-url.ts';

/** Which pop-ups and dialogs an app may open. */
export interface PopUpRules {
  /** Of the manifest: the host names they may have. */
  readonly validDomains: readonly string[];
  /** Origin of this host's token service. In Teams it is token.botframework.com, and must be a valid domain as such. */
  readonly tokenServiceOrigin: string;
}

/** Why something is refused, and what to change: a sentence each. */
export interface Refusal {
  readonly why: string;
  readonly remedy: string;
}

const tokenServiceDomain = 'token.botframework.com';

/** Why Teams does not open an address in a pop-up or dialog of the app; undefined where it does. */
export function explainPopUp(url: unknown, { validDomains, tokenServiceOrigin }: PopUpRules): Refusal | undefined {
  if (!isPageUrl(url)) {
    return { why: 'The link is not an https address.', remedy: 'Use https; plain http is for this machine only.' };
  }
  const { hostname, origin } = new URL(url);
  const domain = origin === tokenServiceOrigin ? tokenServiceDomain : hostname;
  if (isOfDomain(domain, validDomains)) {
    return undefined;
  }
  return {
    why:
      origin === tokenServiceOrigin
        ? `The sign-in link belongs to the token service, and "validDomains" of the manifest does not list ${tokenServiceDomain}.`
        : `The link leads to ${hostname}, which "validDomains" of the manifest does not list.`,
    remedy: `Add "${domain}" to "validDomains".`,
  };
}
