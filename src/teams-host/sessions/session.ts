import { createRecordedFlow, type RecordedFlow } from '../flow/recorded-flow.ts';
import type { FlowRecord } from '../wire/hop.ts';
import type { Person } from '../wire/person.ts';

/** The session of one browser: the person who uses it, and their last action. */
export interface Session {
  readonly id: string;
  readonly user: Person;
  /** Switches the session to another person, and drops the flow of the previous one. */
  switchUser(user: Person): void;
  /** The record of the last action. */
  flow(): FlowRecord;
  /** The last twenty actions, oldest first. */
  flows(): readonly RecordedFlow[];
  /**
   * Begins an action with the hop from the person to the host. If the last action has the same `key` and had to wait
   * for a sign-in that has started, or for the consent of the person, it continues instead: its flow then has the first
   * attempt, the sign-in and the results.
   * @param details the values that the person filled in, for the hop.
   */
  begin(action: string, key: string, details?: readonly string[]): RecordedFlow;
  /** The flow of the last action, for requests that belong to it. */
  current(): RecordedFlow;
  /** Marks the action with this flow as waiting for a sign-in. */
  awaitSignIn(flow: RecordedFlow): void;
  /** Marks the action with this flow as waiting for the person to answer a prompt. */
  awaitConsent(flow: RecordedFlow): void;
  /** Returns the flow for the hops of a sign-in: that of the action that waits for it, or else a new one. */
  signInFlow(action: string): RecordedFlow;
  /** Calls the listener after each change of an action that is kept. @returns a function that removes the listener. */
  onFlow(listener: (record: FlowRecord) => void): () => void;
  /** Calls the listener after a switch to another person. @returns a function that removes the listener. */
  onUserSwitch(listener: () => void): () => void;
}

const maxFlows = 20;

/** Creates a session without an action. */
export function createSession(id: string, firstUser: Person, now: () => Date): Session {
  const listeners = new Set<(record: FlowRecord) => void>();
  const switchListeners = new Set<() => void>();
  let user = firstUser;
  let kept: readonly RecordedFlow[] = [];
  let count = 0;
  let current = create('Nothing yet', '');
  let awaiting: { readonly flow: RecordedFlow; isSignInStarted: boolean } | undefined;

  function create(action: string, key: string): { readonly key: string; readonly flow: RecordedFlow } {
    count += 1;
    const flow = createRecordedFlow(`${now().getTime()}-${count}`, action, now(), () => {
      if (kept.includes(flow)) {
        notify(flow);
      }
    });
    kept = [...kept, flow].slice(-maxFlows);
    return { key, flow };
  }

  function notify(flow: RecordedFlow): void {
    const record = flow.record();
    for (const listener of listeners) {
      listener(record);
    }
  }

  function start(action: string, key: string): RecordedFlow {
    awaiting = undefined;
    current = create(action, key);
    notify(current.flow);
    return current.flow;
  }

  return {
    id,
    get user() {
      return user;
    },
    switchUser(next) {
      user = next;
      kept = [];
      start('Nothing yet', '');
      for (const listener of switchListeners) {
        listener();
      }
    },
    flow: () => current.flow.record(),
    flows: () => kept,
    begin(action, key, details = []) {
      const continues = awaiting?.isSignInStarted === true && current.flow === awaiting.flow && current.key === key;
      awaiting = undefined;
      if (!continues) {
        const request = [action, ...details].join(' · ');
        start(action, key).add({ from: 'Person', to: 'Teams host', request, ms: 0 });
      }
      return current.flow;
    },
    current: () => current.flow,
    awaitSignIn(flow) {
      awaiting = current.flow === flow ? { flow, isSignInStarted: false } : awaiting;
    },
    awaitConsent(flow) {
      awaiting = current.flow === flow ? { flow, isSignInStarted: true } : awaiting;
    },
    signInFlow(action) {
      if (awaiting === undefined || current.flow !== awaiting.flow) {
        awaiting = { flow: start(action, 'sign-in'), isSignInStarted: true };
      }
      awaiting.isSignInStarted = true;
      return awaiting.flow;
    },
    onFlow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onUserSwitch(listener) {
      switchListeners.add(listener);
      return () => switchListeners.delete(listener);
    },
  };
}
