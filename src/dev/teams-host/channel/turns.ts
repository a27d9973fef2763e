import type { Flow } from '../flow/flow.ts';

/** What a bot's calls belong to: the action of the person it is working for. */
export interface Turn {
  readonly appId: string;
  readonly activityId: string;
  readonly conversationId: string;
  /** The person's channel id for this bot. */
  readonly userId: string;
  readonly flow: Flow;
}

export interface Turns {
  begin(turn: Turn): void;
  ofActivity(appId: string, activityId: string): Flow | undefined;
  /** The last one there. */
  ofConversation(appId: string, conversationId: string): Flow | undefined;
  ofUser(appId: string, userId: string): Flow | undefined;
}

const most = 500;

/** Remembers the last turns, for the flow panel alone. */
export function createTurns(): Turns {
  const turns: Turn[] = [];
  const find = (appId: string, name: 'activityId' | 'conversationId' | 'userId', value: string) =>
    turns.findLast((turn) => turn.appId === appId && turn[name] === value)?.flow;
  return {
    begin(turn) {
      turns.push(turn);
      turns.splice(0, Math.max(0, turns.length - most));
    },
    ofActivity: (appId, activityId) => find(appId, 'activityId', activityId),
    ofConversation: (appId, conversationId) => find(appId, 'conversationId', conversationId),
    ofUser: (appId, userId) => find(appId, 'userId', userId),
  };
}

export const noFlow: Flow = { add: () => {} };
