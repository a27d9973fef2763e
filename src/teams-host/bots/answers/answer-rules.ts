import type { AppPackage } from '../../app-package/app-package.ts';
import { explainPopUp, type PopUpRules } from '../../links/pop-up-rules.ts';
import { AnswerRefused } from './bot-answer.ts';

export interface AnswerRules extends PopUpRules {
  /** Number of results that were requested; an answer with more is refused. */
  readonly count: number;
  /** Whether Adaptive Cards need a preview: in a list of results, but not if the card is inserted at once. */
  readonly needsPreview: boolean;
}

/** Returns the pop-up rules of a bot. @param apps the packages that name the bot. */
export function toPopUpRules(apps: readonly AppPackage[], tokenServiceOrigin: string): PopUpRules {
  return { validDomains: apps.flatMap(({ manifest }) => manifest.validDomains), tokenServiceOrigin };
}

/** @throws AnswerRefused for a URL that Teams does not open in a pop-up or dialog of the app. */
export function verifyPopUp(url: unknown, rules: PopUpRules): asserts url is string {
  const refusal = explainPopUp(url, rules);
  if (refusal !== undefined) {
    throw new AnswerRefused(refusal.why, refusal.remedy);
  }
}
