import { isOfDomain, isPageUrl } from './page-url.ts';

/** Decides which pop-ups and dialogs an app may open. */
export interface PopUpRules {
  /** `validDomains` of the manifest: the allowed host names. */
  readonly validDomains: readonly string[];
  /** Origin of this host's token service. It stands for token.botframework.com, which `validDomains` must list. */
  readonly tokenServiceOrigin: string;
}

/** The reason for a refusal and its remedy, one sentence each. */
export interface Refusal {
  readonly why: string;
  readonly remedy: string;
}

const tokenServiceDomain = 'token.botframework.com';

/** Explains why Teams does not open a URL in a pop-up or dialog of the app. @returns undefined if Teams opens it. */
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
