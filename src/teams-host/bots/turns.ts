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

/** What is known of a turn that is looked for. */
export type TurnSearch = { readonly [name in Exclude<keyof Turn, 'flow'>]?: Turn[name] | undefined };

export interface Turns {
  begin(turn: Turn): void;
  /** The flow of the last turn with all of this. */
  find(search: TurnSearch): Flow | undefined;
}

const most = 500;

/** Remembers the last turns, for the flow panel alone. */
export function createTurns(): Turns {
  const turns: Turn[] = [];
  return {
    begin(turn) {
      turns.push(turn);
      turns.splice(0, Math.max(0, turns.length - most));
    },
    find: ({ appId, activityId, conversationId, userId }) =>
      turns.findLast(
        (turn) =>
          (appId ?? turn.appId) === turn.appId &&
          (activityId ?? turn.activityId) === turn.activityId &&
          (conversationId ?? turn.conversationId) === turn.conversationId &&
          (userId ?? turn.userId) === turn.userId,
      )?.flow,
  };
}

export const noFlow: Flow = { add: () => {} };
