import { createContext, useContext } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { ConversationView } from '../../wire/conversation.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import type { Message } from '../../wire/message.ts';
import type { TaskSpec } from '../dialog/task-dialog.tsx';

/** The open chat, and the actions that its components can start. */
export interface OpenChat {
  readonly conversation: ConversationView;
  /** Shows an action of an app in the dialog. */
  openTask(task: TaskSpec): void;
  /** Runs an action command, on a message or from the compose box. */
  runAction(app: LoadedApp, command: Command, message?: Message): void;
  /** Adds a result to the draft of the message. */
  pick(app: LoadedApp, result: SearchResult): void;
}

export const OpenChatContext = createContext<OpenChat | undefined>(undefined);

/** Returns the open chat. @throws Error outside of a chat. */
export function useChat(): OpenChat {
  const chat = useContext(OpenChatContext);
  if (chat === undefined) {
    throw new Error('used outside of a chat');
  }
  return chat;
}
