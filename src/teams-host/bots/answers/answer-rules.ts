import type { AppPackage } from '../../app-package/app-package.ts';
import { AnswerRefused } from './bot-answer.ts';
import { isOfDomain, isPageUrl } from './page-url.ts';

/** Which pop-ups and dialogs an app may open. */
export interface PopUpRules {
  /** Of the manifest: they may be of these hosts only. */
  readonly validDomains: readonly string[];
  /** Where the token service of this host is; in Teams it is at token.botframework.com, and must be a valid domain as such. */
  readonly tokenServiceOrigin: string;
}

export interface AnswerRules extends PopUpRules {
  /** Results that were asked for at most. */
  readonly count: number;
  /** An Adaptive Card among results is shown by its preview, so it needs one; not so a card that is inserted at once. */
  readonly needsPreview: boolean;
}

const tokenServiceDomain = 'token.botframework.com';

/** @param apps the packages a bot acts for. */
export function toPopUpRules(apps: readonly AppPackage[], tokenServiceOrigin: string): PopUpRules {
  return { validDomains: apps.flatMap(({ manifest }) => manifest.validDomains), tokenServiceOrigin };
}

/** Why Teams does not open an address in a pop-up or dialog of the app; undefined where it does. */
export function explainPopUp(
  url: unknown,
  { validDomains, tokenServiceOrigin }: PopUpRules,
): AnswerRefused | undefined {
  if (!isPageUrl(url)) {
    return new AnswerRefused('The link is no https address.', 'Use https; plain http is for this machine only.');
  }
  const { hostname, origin } = new URL(url);
  const domain = origin === tokenServiceOrigin ? tokenServiceDomain : hostname;
  if (isOfDomain(domain, validDomains)) {
    return undefined;
  }
  return new AnswerRefused(
    origin === tokenServiceOrigin
      ? `The sign-in link is of the token service, and "validDomains" of the manifest does not name ${tokenServiceDomain}.`
      : `The link is of ${hostname}, which "validDomains" of the manifest does not name.`,
    `Add "${domain}" to "validDomains".`,
  );
}

/** @throws AnswerRefused for an address Teams does not open in a pop-up or dialog of the app. */
export function verifyPopUp(url: unknown, rules: PopUpRules): asserts url is string {
  const refusal = explainPopUp(url, rules);
  if (refusal !== undefined) {
    throw refusal;
  }
}
