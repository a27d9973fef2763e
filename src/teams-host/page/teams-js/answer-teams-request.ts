import { member } from '../../../foundation/json-value.ts';
import { explainPopUp, type PopUpRules } from '../../links/pop-up-rules.ts';
import { type TeamsPage, teamsJsVersion, toRuntimeConfig, toTeamsContext } from './teams-context.ts';
import type { TeamsRequest } from './teams-request.ts';

/** A request of a page of an app that the host must act on. */
export type TeamsPageEvent =
  | { readonly type: 'succeeded'; readonly result: string }
  | { readonly type: 'failed'; readonly reason: string }
  | { readonly type: 'submitted'; readonly result: unknown }
  | { readonly type: 'resized'; readonly width: unknown; readonly height: unknown }
  | { readonly type: 'linkOpened'; readonly url: string }
  | { readonly type: 'popupWanted'; readonly url: string }
  /** `why` is a sentence to show to the person. */
  | { readonly type: 'popupRefused'; readonly why: string }
  | { readonly type: 'loaded' };

export interface TeamsAnswer {
  /** Arguments for the callback of the page, if it is called at once. */
  readonly reply?: readonly unknown[];
  readonly event?: TeamsPageEvent;
}

const notSupported = { errorCode: 100, message: 'The local Teams host does not support this.' };

/**
 * Determines the answer to a request of a page. As in Teams, notifications and unknown calls receive no answer.
 * @see https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/using-teams-client-library
 */
export function answerTeamsRequest({ func, args }: TeamsRequest, page: TeamsPage): TeamsAnswer {
  const [first] = args;
  switch (func) {
    case 'initialize':
      return { reply: [page.frameContext, 'web', toRuntimeConfig(page), teamsJsVersion], event: { type: 'loaded' } };
    case 'getContext':
      return { reply: [toTeamsContext(page)] };
    case 'authentication.authenticate.success':
      return page.frameContext === 'task' ? {} : { event: { type: 'succeeded', result: toText(first) } };
    case 'authentication.authenticate.failure':
      return page.frameContext === 'task' ? {} : { event: { type: 'failed', reason: toText(first) } };
    case 'authentication.authenticate':
      return page.popUps === undefined ? { reply: [false, 'CancelledByUser'] } : openPopUp(toText(first), page.popUps);
    case 'authentication.getAuthToken':
      return { reply: [false, 'resourceRequiresConsent'] };
    case 'tasks.completeTask':
      return page.frameContext === 'task' ? { event: { type: 'submitted', result: first } } : {};
    case 'tasks.updateTask': {
      const event = { type: 'resized', width: member(first, 'width'), height: member(first, 'height') } as const;
      return page.frameContext === 'task' ? { event } : {};
    }
    case 'executeDeepLink':
      return isWebUrl(first)
        ? { reply: [true], event: { type: 'linkOpened', url: first } }
        : { reply: [false, 'Teams does not open this URL.'] };
    case 'authentication.getUser':
      return { reply: [false, notSupported] };
    default:
      return {};
  }
}

/** If the window must not be opened, answers with the error of teams-js and shows the reason to the person. */
function openPopUp(url: string, rules: PopUpRules): TeamsAnswer {
  const refusal = explainPopUp(url, rules);
  if (refusal === undefined) {
    return { event: { type: 'popupWanted', url } };
  }
  const why = `A sign-in window was not opened. ${refusal.why} ${refusal.remedy}`;
  return { reply: [false, 'FailedToOpenWindow'], event: { type: 'popupRefused', why } };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isWebUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value);
}
