import { createRecordedFlow, type RecordedFlow } from '../flow/recorded-flow.ts';
import type { FlowRecord } from '../wire/hop.ts';
import type { Person } from '../wire/person.ts';

/** One browser, who sits at it, and what they did last. */
export interface Session {
  readonly id: string;
  readonly user: Person;
  /** Another person sits down: nothing of the one before is shown to them. */
  sitDown(user: Person): void;
  /** The last action. */
  flow(): FlowRecord;
  /**
   * Begins an action with the hop that leads from the person to the host. One that goes on with an action that waits for
   * sign-in (`key` is the same) adds to its hops, so that the way from the first try over the sign-in to the results is one
   * story; it is the host then that tries again, not the person.
   * @param details what the person filled in, for the hop.
   */
  begin(action: string, key: string, details?: readonly string[]): RecordedFlow;
  /** The last action itself, for what belongs to it without being one of its own. */
  current(): RecordedFlow;
  /** The action with this flow ended in a sign-in card: what comes next belongs to it. */
  awaitSignIn(flow: RecordedFlow): void;
  /** The flow a sign-in adds to: that of the action that waits for it, or one of its own. */
  signInFlow(action: string): RecordedFlow;
  /** Called with every change of the last action; gives what ends it. */
  onFlow(listener: (record: FlowRecord) => void): () => void;
  /** Called when another person has sat down; gives what ends it. */
  onSitDown(listener: () => void): () => void;
}

export function createSession(id: string, firstUser: Person, now: () => Date): Session {
  const listeners = new Set<(record: FlowRecord) => void>();
  const sitDownListeners = new Set<() => void>();
  let user = firstUser;
  let current = create('Nothing yet', '');
  // The action that ended in a sign-in card, and whether somebody has followed it.
  let awaiting: { readonly flow: RecordedFlow; isSignInSeen: boolean } | undefined;

  function create(action: string, key: string): { readonly key: string; readonly flow: RecordedFlow } {
    const flow = createRecordedFlow(action, now(), () => {
      if (current.flow === flow) {
        tell();
      }
    });
    return { key, flow };
  }

  function tell(): void {
    const record = current.flow.record();
    for (const listener of listeners) {
      listener(record);
    }
  }

  function start(action: string, key: string): RecordedFlow {
    awaiting = undefined;
    current = create(action, key);
    tell();
    return current.flow;
  }

  return {
    id,
    get user() {
      return user;
    },
    sitDown(next) {
      user = next;
      start('Nothing yet', '');
      for (const listener of sitDownListeners) {
        listener();
      }
    },
    flow: () => current.flow.record(),
    begin(action, key, details = []) {
      const goesOn = awaiting?.isSignInSeen === true && current.flow === awaiting.flow && current.key === key;
      awaiting = undefined;
      if (!goesOn) {
        const request = [action, ...details].join(' · ');
        start(action, key).add({ from: 'Person', to: 'Teams host', request, ms: 0 });
      }
      return current.flow;
    },
    current: () => current.flow,
    awaitSignIn(flow) {
      awaiting = current.flow === flow ? { flow, isSignInSeen: false } : awaiting;
    },
    signInFlow(action) {
      if (awaiting === undefined || current.flow !== awaiting.flow) {
        awaiting = { flow: start(action, 'sign-in'), isSignInSeen: true };
      }
      awaiting.isSignInSeen = true;
      return awaiting.flow;
    },
    onFlow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSitDown(listener) {
      sitDownListeners.add(listener);
      return () => sitDownListeners.delete(listener);
    },
  };
}
