import { createContext, useContext } from 'react';
import type { SearchResult } from '../../wire/answers.ts';
import type { Conversation } from '../../wire/conversation.ts';
import type { Command, LoadedApp } from '../../wire/loaded-app.ts';
import type { Message } from '../../wire/message.ts';
import type { TaskSpec } from '../dialog/task-dialog.tsx';

/** The open chat and what its parts can start in it. */
export interface OpenChat {
  readonly conversation: Conversation;
  /** Shows an action of an app in the dialog. */
  openTask(task: TaskSpec): void;
  /** Runs an action command, on a message or from the compose box. */
  runAction(app: LoadedApp, command: Command, message?: Message): void;
  /** Puts a result into the message that is being written. */
  pick(app: LoadedApp, result: SearchResult): void;
}

export const ChatContext = createContext<OpenChat | undefined>(undefined);

/** The chat around a component. @throws Error outside of one. */
export function useChat(): OpenChat {
  const chat = useContext(ChatContext);
  if (chat === undefined) {
    throw new Error('used outside of a chat');
  }
  return chat;
}
