import { type ReactElement, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { SearchResult } from '../../wire/answers.ts';
import type { Conversation } from '../../wire/conversation.ts';
import type { Command, CommandContext, LoadedApp } from '../../wire/loaded-app.ts';
import type { Author, Message } from '../../wire/message.ts';
import type { Draft } from '../../wire/requests.ts';
import { ComposeBox } from '../compose/compose-box.tsx';
import { type DraftCard, toDraftCard } from '../compose/draft-card.ts';
import { usePage } from '../context/page-context.ts';
import { botsOf } from '../conversations/conversation.ts';
import { TaskDialog } from '../dialog/task-dialog.tsx';
import { toActionPort } from '../dialog/to-action-port.ts';
import { useTasks } from '../dialog/use-tasks.ts';
import { toReasonText } from '../host/host-call.ts';
import { MessageList } from '../messages/message-list.tsx';
import { AddBot } from './add-bot.tsx';
import { ChatHeader } from './chat-header.tsx';
import { PackageProblems } from './package-problems.tsx';

export interface ChatProps {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
  readonly typing: Author | undefined;
  /** All conversations, for windows too narrow for the list. */
  readonly others: readonly Conversation[];
  onSelect(id: string): void;
}

/** One chat: header, messages, and the box to write in. */
export function Chat({ conversation, messages, typing, others, onSelect }: ChatProps): ReactElement {
  const { host, session, tell } = usePage();
  const { id: conversationId, kind } = conversation;
  const [cards, setCards] = useState<readonly DraftCard[]>([]);
  const [replyTo, setReplyTo] = useState<Message>();
  const field = useRef<HTMLTextAreaElement>(null);
  const { task, openTask, closeTask } = useTasks();
  const bot = kind === 'personal' ? botsOf(conversation)[0] : undefined;

  const attach = (app: LoadedApp, result: SearchResult): void => {
    // At once, with the flyout or dialog that gave the card gone: Enter sends it, however soon it comes.
    flushSync(() => setCards((before) => [...before, toDraftCard(app, result)]));
    field.current?.focus();
  };
  const pick = (app: LoadedApp, result: SearchResult): void => {
    if (result.tap === undefined) {
      attach(app, result);
      return;
    }
    const { tap: value } = result;
    openTask({
      app,
      title: result.preview.title,
      port: {
        open: (state) => host.select(app.id, { conversationId, value, ...(state === undefined ? {} : { state }) }),
        submit: () => Promise.resolve({ type: 'done' }),
      },
      isQuiet: true,
      onResult: (selected) => attach(app, selected),
    });
  };
  const runAction = (app: LoadedApp, command: Command, context: CommandContext, message?: Message): void =>
    openTask({
      app,
      title: command.title,
      port: toActionPort(host, app.id, command, {
        conversationId,
        context,
        ...(message === undefined ? {} : { messageId: message.id }),
      }),
      onResult: (result) => attach(app, result),
    });
  const send = async (draft: Draft): Promise<boolean> => {
    try {
      await host.send(conversationId, draft);
      return true;
    } catch (error) {
      tell(toReasonText(error), 'error');
      return false;
    }
  };

  return (
    <main className="chat">
      <ChatHeader conversation={conversation} others={others} onSelect={onSelect} />
      <PackageProblems apps={session.apps} />
      <MessageList
        conversation={conversation}
        messages={messages}
        typing={typing}
        onAction={(app, command, message) => runAction(app, command, 'message', message)}
        onReply={(message) => {
          setReplyTo(message);
          field.current?.focus();
        }}
        onSay={(text) => void send({ text })}
        openTask={openTask}
      />
      {bot?.installed === false ? (
        <AddBot conversation={conversation} bot={bot} />
      ) : (
        <ComposeBox
          conversation={conversation}
          field={field}
          cards={cards}
          onCards={setCards}
          replyTo={replyTo}
          onReplyTo={setReplyTo}
          onSend={send}
          onPick={pick}
          onAction={(app, command) => runAction(app, command, 'compose')}
        />
      )}
      {task !== undefined && <TaskDialog key={task.key} spec={task} onEnd={closeTask} />}
    </main>
  );
}
