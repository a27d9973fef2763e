import type { Flow } from '../flow/flow.ts';

/** An activity that was sent to a bot. Calls that the bot makes in return belong to the same action. */
export interface Turn {
  readonly appId: string;
  readonly activityId: string;
  readonly conversationId: string;
  /** The person's channel id for this bot. */
  readonly userId: string;
  readonly flow: Flow;
}

/** Members that a turn must match; undefined ones match any turn. */
export type TurnSearch = { readonly [name in Exclude<keyof Turn, 'flow'>]?: Turn[name] | undefined };

export interface Turns {
  begin(turn: Turn): void;
  /** Returns the flow of the latest turn that matches all given members. */
  find(search: TurnSearch): Flow | undefined;
  /** Remembers that the bot has answered an activity of this flow, or has asked for a token. */
  markAnswered(appId: string, flow: Flow): void;
  isAnswered(appId: string, flow: Flow): boolean;
}

const maxTurns = 500;

/** Keeps the latest 500 turns. They are for the flow panel only; no decision depends on them. */
export function createTurns(): Turns {
  const turns: Turn[] = [];
  const answered = new WeakMap<Flow, Set<string>>();
  return {
    begin(turn) {
      turns.push(turn);
      turns.splice(0, Math.max(0, turns.length - maxTurns));
    },
    find: ({ appId, activityId, conversationId, userId }) =>
      turns.findLast(
        (turn) =>
          (appId ?? turn.appId) === turn.appId &&
          (activityId ?? turn.activityId) === turn.activityId &&
          (conversationId ?? turn.conversationId) === turn.conversationId &&
          (userId ?? turn.userId) === turn.userId,
      )?.flow,
    markAnswered(appId, flow) {
      answered.set(flow, (answered.get(flow) ?? new Set()).add(appId));
    },
    isAnswered: (appId, flow) => answered.get(flow)?.has(appId) === true,
  };
}

/** Discards the hops of calls that belong to no known action. */
export const noFlow: Flow = { add: () => {} };
