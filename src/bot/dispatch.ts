import type { TurnContext } from 'botbuilder';
import type { RunTurn } from './front-door/create-adapter.ts';
import type { InvokeResponse } from './invokes/invoke-kind.ts';
import type { ChatHandler } from './messages/handle-message.ts';

export interface DispatchOptions {
  readonly chat: ChatHandler;
  readonly handleInvoke: (context: TurnContext) => Promise<InvokeResponse>;
}

/**
 * Creates what gives each activity to whoever answers it. Reactions, edits, deletions and whatever else Teams sends is taken
 * and not answered.
 */
export function createDispatch({ chat, handleInvoke }: DispatchOptions): RunTurn {
  return async (context) => {
    switch (context.activity.type) {
      case 'invoke':
        return handleInvoke(context);
      case 'message':
        await chat.handleMessage(context);
        break;
      // Teams tells of an installation with a conversationUpdate, too: one welcome is enough.
      case 'installationUpdate':
        await chat.handleInstallation(context);
        break;
    }
    return undefined;
  };
}
