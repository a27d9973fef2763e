import { AnswerRefused } from './bot-answer.ts';
import { isOfDomain, isPageUrl } from './page-url.ts';

export interface AnswerRules {
  /** Results that were asked for at most. */
  readonly count: number;
  /** An Adaptive Card among results is shown by its preview, so it needs one; not so a card that is inserted at once. */
  readonly needsPreview: boolean;
  /** Of the manifest: pop-ups may be of these hosts only. */
  readonly validDomains: readonly string[];
  /** Where the token service of this host is; in Teams it is at token.botframework.com, and must be a valid domain as such. */
  readonly tokenServiceOrigin: string;
}

export const tokenServiceDomain = 'token.botframework.com';

/** @throws AnswerRefused for an address Teams does not open in a pop-up or dialog of the app. */
export function verifyPopUp(url: unknown, { validDomains, tokenServiceOrigin }: AnswerRules): asserts url is string {
  if (!isPageUrl(url)) {
    throw new AnswerRefused('The link is no https address.', 'Use https; plain http is for this machine only.');
  }
  const { hostname, origin } = new URL(url);
  const domain = origin === tokenServiceOrigin ? tokenServiceDomain : hostname;
  if (!isOfDomain(domain, validDomains)) {
    throw new AnswerRefused(
      origin === tokenServiceOrigin
        ? `The sign-in link is of the token service, and "validDomains" of the manifest does not name ${tokenServiceDomain}.`
        : `The link is of ${hostname}, which "validDomains" of the manifest does not name.`,
      `Add "${domain}" to "validDomains".`,
    );
  }
}
