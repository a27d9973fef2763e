import type { RunTurn } from './front-door/create-adapter.ts';
import type { InvokeResponse } from './invokes/invoke-kind.ts';
import type { MessageHandler } from './messages/handle-message.ts';
import type { InboundActivity } from './turn/inbound-activity.ts';

export interface DispatchOptions {
  readonly messages: MessageHandler;
  readonly handleInvoke: (activity: InboundActivity) => Promise<InvokeResponse>;
}

/** Passes each activity to its handler. Accepts and ignores reactions, edits, deletions and all other types. */
export function createDispatch({ messages, handleInvoke }: DispatchOptions): RunTurn {
  return async (activity) => {
    switch (activity.type) {
      case 'invoke':
        return handleInvoke(activity);
      case 'message':
        await messages.handleMessage(activity);
        break;
      // Teams also sends a conversationUpdate for an installation, but the bot welcomes the person only once.
      case 'installationUpdate':
        await messages.handleInstallation(activity);
        break;
    }
    return undefined;
  };
}
