import { createStore } from 'zustand/vanilla';
import type { JsonObject } from '../../../foundation/json-value.ts';
import type { FunctionAnswer, FunctionCallRequest } from '../../wire/agent.ts';
import type { OpenPopup } from '../popup/open-app-popup.ts';
import type { ReadableStore } from '../ui/readable-store.ts';
import { createFunctionCall, type FunctionCall } from './call/function-call.ts';

/** What the person has said, and the functions that were called for it, in order. */
export interface AgentTurn {
  readonly id: number;
  readonly text: string;
  readonly calls: readonly StartedCall[];
}

export interface StartedCall {
  readonly id: number;
  readonly pluginId: string;
  readonly functionName: string;
  readonly arguments: JsonObject;
  readonly call: FunctionCall;
}

/** What the person chooses in place of the model: a function, or the arguments of one. */
export type FunctionChoice =
  /** `from` is the function whose form the person has left. */
  | { readonly step: 'function'; readonly from?: string }
  | {
      readonly step: 'arguments';
      readonly pluginId: string;
      readonly functionName: string;
      /** The arguments that the form begins with. */
      readonly values?: JsonObject | undefined;
    };

export interface AgentState {
  readonly turns: readonly AgentTurn[];
  /** The choice in the newest turn, if there is one to make. */
  readonly choice?: FunctionChoice | undefined;
}

export interface AgentConversationOptions {
  readonly send: (request: FunctionCallRequest, signal: AbortSignal) => Promise<FunctionAnswer>;
  readonly openPopup: OpenPopup;
  /** Called when a call has ended. */
  readonly onCallEnd: () => void;
}

/** The conversation of a person with an agent. It exists only in the page: another page, or a reload, begins anew. */
export interface AgentConversation extends ReadableStore<AgentState> {
  /** Adds a message of the person, to which a function can be chosen. */
  say(text: string): void;
  /** Sets the choice in the newest turn. */
  choose(choice: FunctionChoice): void;
  /** Calls the chosen function. */
  run(values: JsonObject): void;
  /** Removes everything; calls that are running are aborted. */
  clear(): void;
}

/** Creates an empty conversation. */
export function createAgentConversation({ send, openPopup, onCallEnd }: AgentConversationOptions): AgentConversation {
  const store = createStore<AgentState>(() => ({ turns: [] }));
  let lastId = 0;
  const nextId = (): number => {
    lastId += 1;
    return lastId;
  };
  return {
    ...store,
    say: (text) =>
      store.setState(({ turns }) => ({
        turns: [...turns, { id: nextId(), text, calls: [] }],
        choice: { step: 'function' },
      })),
    choose: (choice) => store.setState({ choice }),
    run(values) {
      const { turns, choice } = store.getState();
      const turn = turns.at(-1);
      if (turn === undefined || choice?.step !== 'arguments') {
        return;
      }
      const { pluginId, functionName } = choice;
      const call = createFunctionCall({
        request: { pluginId, functionName, arguments: values, prompt: turn.text },
        send,
        openPopup,
        onEnd: onCallEnd,
      });
      const started: StartedCall = { id: nextId(), pluginId, functionName, arguments: values, call };
      store.setState({
        turns: [...turns.slice(0, -1), { ...turn, calls: [...turn.calls, started] }],
        choice: undefined,
      });
    },
    clear() {
      for (const { call } of store.getState().turns.flatMap(({ calls }) => calls)) {
        call.close();
      }
      store.setState({ turns: [], choice: undefined });
    },
  };
}
