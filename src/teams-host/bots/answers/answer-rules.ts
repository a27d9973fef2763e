import type { AppPackage } from '../../app-package/app-package.ts';
import { explainPopUp, type PopUpRules } from '../../links/pop-up-rules.ts';
import { AnswerRefused } from './bot-answer.ts';

export interface AnswerRules extends PopUpRules {
  /** The most results that were requested. */
  readonly count: number;
  /** An Adaptive Card among results is shown by its preview, so it needs one; a card that is inserted at once does not. */
  readonly needsPreview: boolean;
}

/** @param apps the packages a bot acts for. */
export function toPopUpRules(apps: readonly AppPackage[], tokenServiceOrigin: string): PopUpRules {
  return { validDomains: apps.flatMap(({ manifest }) => manifest.validDomains), tokenServiceOrigin };
}

/** @throws AnswerRefused for an address Teams does not open in a pop-up or dialog of the app. */
export function verifyPopUp(url: unknown, rules: PopUpRules): asserts url is string {
  const refusal = explainPopUp(url, rules);
  if (refusal !== undefined) {
    throw new AnswerRefused(refusal.why, refusal.remedy);
  }
}
