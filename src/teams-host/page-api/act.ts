import type { RecordedFlow } from '../flow/recorded-flow.ts';
import type { Session } from '../sessions/session.ts';

/**
 * Runs an action and records it as one flow, which continues after a sign-in.
 * @param key identifies the action when it is repeated after the sign-in.
 * @param details the values that the person filled in, for the first hop.
 */
export async function act<Answer extends { readonly type: string }>(
  session: Session,
  action: string,
  key: string,
  run: (flow: RecordedFlow) => Promise<Answer>,
  details: readonly string[] = [],
): Promise<Answer> {
  const flow = session.begin(action, key, details);
  const answer = await run(flow);
  if (answer.type === 'signIn' || answer.type === 'settings') {
    session.awaitSignIn(flow);
  }
  if (answer.type === 'connect' || answer.type === 'confirm') {
    session.awaitConsent(flow);
  }
  return answer;
}
