import { Spinner } from '@fluentui/react-components';
import { type ReactElement, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SearchResult } from '../../wire/answers.ts';
import type { ConversationView } from '../../wire/conversation.ts';
import type { LoadedApp } from '../../wire/loaded-app.ts';
import type { Author, Message } from '../../wire/message.ts';
import type { Draft } from '../../wire/requests.ts';
import { ComposeBox } from '../compose/compose-box.tsx';
import { toDraftCard } from '../compose/draft-card.ts';
import { useDraft } from '../compose/use-draft.ts';
import { usePage } from '../context/page-context.ts';
import { type OpenChat, OpenChatContext } from '../conversations/chat-context.ts';
import { botsOf } from '../conversations/conversation.ts';
import { TaskDialog, type TaskSpec } from '../dialog/task-dialog.tsx';
import { toActionPort } from '../dialog/to-action-port.ts';
import { toReasonText } from '../host/host-call.ts';
import { MessageList } from '../messages/message-list.tsx';
import { AddBot } from './add-bot.tsx';
import { ChatHeader } from './chat-header.tsx';
import { PackageProblems } from './package-problems.tsx';
import { Welcome } from './welcome.tsx';

export interface ChatProps {
  readonly conversation: ConversationView;
  /** Undefined until they are loaded. */
  readonly messages: readonly Message[] | undefined;
  readonly typing: Author | undefined;
  /** All conversations, for windows too narrow for the list. */
  readonly others: readonly ConversationView[];
  onSelect(id: string): void;
}

/** The open chat: header, messages and compose box. */
export function Chat({ conversation, messages, typing, others, onSelect }: ChatProps): ReactElement {
  const { host, session, notify } = usePage();
  const { id: conversationId, kind } = conversation;
  const draft = useDraft(conversationId);
  const replyTo = messages?.find(({ id }) => id === draft.replyToId);
  const [task, setTask] = useState<TaskSpec & { readonly key: number }>();
  const field = useRef<HTMLTextAreaElement>(null);
  const bot = kind === 'personal' ? botsOf(conversation)[0] : undefined;

  const attach = (app: LoadedApp, result: SearchResult): void => {
    // Rendered synchronously and focused, so that Enter sends the card even if it is pressed at once.
    flushSync(() => draft.setCards((before) => [...before, toDraftCard(app, result)]));
    field.current?.focus();
  };
  const openTask: OpenChat['openTask'] = (spec) => setTask((before) => ({ ...spec, key: (before?.key ?? 0) + 1 }));
  const chat: OpenChat = {
    conversation,
    openTask,
    runAction: (app, command, message) =>
      openTask({
        app,
        title: command.title,
        port: toActionPort(host, app.id, command, {
          conversationId,
          context: message === undefined ? 'compose' : 'message',
          messageId: message?.id,
        }),
        onResult: (result) => attach(app, result),
      }),
    pick(app, result) {
      const { tap: value, preview } = result;
      if (value === undefined) {
        attach(app, result);
        return;
      }
      openTask({
        app,
        title: preview.title,
        port: {
          open: (state) => host.select(app.id, { conversationId, value, state }),
          submit: () => Promise.resolve({ type: 'done' }),
        },
        isQuiet: true,
        onResult: (selected) => attach(app, selected),
      });
    },
  };
  const send = async (message: Draft): Promise<boolean> => {
    try {
      await host.send(conversationId, message);
      return true;
    } catch (error) {
      notify(toReasonText(error), 'error');
      return false;
    }
  };

  return (
    <OpenChatContext value={chat}>
      <main className="chat">
        <ChatHeader others={others} onSelect={onSelect} />
        <PackageProblems apps={session.apps} />
        <MessageList
          messages={messages ?? []}
          empty={messages === undefined ? <Spinner label="Loading messages…" /> : <Welcome />}
          typing={typing}
          onReply={(message) => {
            draft.setReplyToId(message.id);
            field.current?.focus();
          }}
          onSay={(text) => void send({ text })}
        />
        {bot?.installed === false ? (
          <AddBot bot={bot} />
        ) : (
          <ComposeBox field={field} draft={draft} replyTo={replyTo} onSend={send} />
        )}
        {task !== undefined && (
          <TaskDialog key={task.key} conversationId={conversationId} spec={task} onEnd={() => setTask(undefined)} />
        )}
      </main>
    </OpenChatContext>
  );
}
