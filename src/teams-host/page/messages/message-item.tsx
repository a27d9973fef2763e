import { type ReactElement, useState } from 'react';
import type { Message } from '../../wire/message.ts';
import { usePage } from '../context/page-context.ts';
import { useChat } from '../conversations/chat-context.ts';
import { toReasonText } from '../host/host-call.ts';
import { findApp } from '../host/loaded-app.ts';
import { RichText } from '../text/rich-text-view.tsx';
import { toRichText } from '../text/to-rich-text.ts';
import { NamedAvatar } from '../ui/named-avatar.tsx';
import { AttachmentList, toSentence } from './attachment-list.tsx';
import { EditMessage } from './edit-message.tsx';
import { FeedbackButtons } from './labels/feedback-buttons.tsx';
import { Citations, MessageBadges, StreamProgress } from './labels/message-labels.tsx';
import { MessageMenu } from './message-menu.tsx';
import { Reactions } from './reactions.tsx';
import { toClock } from './to-clock.ts';

export interface MessageItemProps {
  readonly message: Message;
  /** Whether the previous message has the same author. */
  readonly follows: boolean;
}

/** A message: on the right if it is the person's own, on the left otherwise. */
export function MessageItem({ message, follows }: MessageItemProps): ReactElement {
  const { host, session, notify } = usePage();
  // In a channel all messages are on the same side, under their authors' names.
  const isPost = useChat().conversation.kind === 'channel';
  const [isEditing, setIsEditing] = useState(false);
  const { from, sentAt, editedAt, deleted, text, attachments, problems, omissions, labels, streaming } = message;
  const isMine = from.kind === 'person' && from.id === session.user.id;
  const bot = from.kind === 'bot' ? findApp(session.apps, from.appId) : undefined;
  const className = ['message', isMine && !isPost ? 'message-mine' : '', follows ? 'message-follows' : ''].join(' ');
  const saidAbove = attachments.flatMap((it) => (it.kind === 'unsupported' ? [toSentence(it)] : []));
  const isNew = (sentence: string): boolean => !saidAbove.includes(sentence);
  const attempt = (work: Promise<void>): void => {
    work.catch((error: unknown) => notify(toReasonText(error), 'error'));
  };
  const via = new Set(
    from.kind === 'person'
      ? attachments.flatMap((it) => (it.kind === 'card' ? [findApp(session.apps, it.appId)] : []))
      : [],
  );
  return (
    <li className={className}>
      {(!isMine || isPost) && <NamedAvatar className="message-avatar" name={from.name} icon={bot?.icon} size={32} />}
      <div className="message-body">
        <p className="message-meta">
          <span className="message-author">{isMine ? 'You' : from.name}</span>
          <time dateTime={sentAt}>{toClock(new Date(sentAt))}</time>
          {editedAt !== undefined && deleted !== true && <span>Edited</span>}
        </p>
        <div className="message-bubble" aria-busy={streaming !== undefined}>
          {labels !== undefined && <MessageBadges labels={labels} />}
          {deleted === true ? (
            <p className="message-deleted">This message has been deleted.</p>
          ) : isEditing ? (
            <EditMessage
              text={text}
              onEnd={(next) => {
                setIsEditing(false);
                if (next !== undefined && next !== text) {
                  attempt(host.edit(message, next));
                }
              }}
            />
          ) : (
            text !== '' && (
              <div className={`message-text message-${message.textFormat}`}>
                <RichText nodes={toRichText(message)} />
              </div>
            )
          )}
          <StreamProgress streaming={streaming} />
          <AttachmentList message={message} />
          {labels !== undefined && <Citations citations={labels.citations} />}
          {problems.filter(isNew).map((problem) => (
            <p key={problem} className="message-problem">
              <strong>Not in Teams:</strong> {problem}
            </p>
          ))}
          {omissions?.filter(isNew).map((omission) => (
            <p key={omission} className="message-problem">
              <strong>Not here:</strong> {omission}
            </p>
          ))}
          {labels?.feedback !== undefined && streaming === undefined && (
            <FeedbackButtons message={message} kind={labels.feedback} />
          )}
          {[...via].map(
            (app) =>
              app !== undefined && (
                <p key={app.id} className="message-via">
                  <img src={app.icon} alt="" width="16" height="16" /> {app.name}
                </p>
              ),
          )}
        </div>
        <Reactions
          message={message}
          myName={session.user.name}
          onReact={(type, remove) => attempt(host.react(message, type, remove))}
        />
      </div>
      {deleted !== true && (
        <MessageMenu
          message={message}
          isMine={isMine}
          onEdit={() => setIsEditing(true)}
          onDelete={() => attempt(host.remove(message))}
          onReact={(type) => attempt(host.react(message, type, false))}
        />
      )}
    </li>
  );
}
