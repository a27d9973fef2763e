import type { AppPackage } from '../app-package/app-package.ts';
import type { Flow } from '../flow/flow.ts';
import { explainPopUp, type PopUpRules } from '../links/pop-up-rules.ts';
import type { MessageAnswer, SignInAnswer } from '../wire/answers.ts';
import type { Person } from '../wire/person.ts';
import type { SingleSignOn } from './single-sign-on.ts';

/** What an answer of a bot that asks for single sign-on leads to if Teams has no token, or the bot refuses it. */
export interface SignInLink {
  readonly title: string;
  readonly url: string;
  readonly rules: PopUpRules;
}

export interface TeamsTokenRequest {
  readonly app: AppPackage | undefined;
  /** Application ID URI that the bot names; that of the manifest if absent. */
  readonly uri?: string | undefined;
  readonly link: SignInLink;
}

/**
 * Repeats a request to a bot with the person's token for the app, as Teams does. The first time, the person must allow
 * it in a pop-up, after which the page repeats the request itself.
 * @param repeat sends the request with the token; `refused` is the answer if the bot refuses the token.
 */
export async function withTeamsToken<Answer>(
  singleSignOn: SingleSignOn,
  { user, flow }: { readonly user: Person; readonly flow: Flow },
  { app, uri, link }: TeamsTokenRequest,
  repeat: (token: string, refused: () => SignInAnswer | MessageAnswer) => Promise<Answer>,
): Promise<Answer | SignInAnswer | MessageAnswer> {
  const found = await singleSignOn.token(app, user, flow, uri);
  switch (found.type) {
    case 'token':
      return repeat(found.token, () => toSignIn(link, undefined));
    case 'consent':
      return { type: 'signIn', title: link.title, url: found.url };
    case 'none':
      return toSignIn(link, found);
  }
}

function toSignIn(
  { title, url, rules }: SignInLink,
  problem: { readonly why: string; readonly remedy: string } | undefined,
): SignInAnswer | MessageAnswer {
  const refusal = explainPopUp(url, rules);
  if (refusal === undefined) {
    return { type: 'signIn', title, url, problem: problem && `${problem.why} ${problem.remedy}` };
  }
  const why = `The sign-in link of the bot cannot be opened: ${refusal.why}`;
  return problem === undefined
    ? { type: 'message', title: 'The sign-in cannot be opened', text: why, remedy: refusal.remedy }
    : { type: 'message', title: 'There is no single sign-on', text: `${problem.why} ${why}`, remedy: problem.remedy };
}
