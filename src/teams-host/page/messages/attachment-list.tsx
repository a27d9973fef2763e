import { type ReactElement, useState } from 'react';
import type { Attachment, Message } from '../../wire/message.ts';
import { explainPicture } from '../cards/explain-picture.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { MessageCard } from './message-card.tsx';
import { SignInAttachment } from './sign-in-attachment.tsx';

export interface AttachmentListProps {
  readonly message: Message;
}

/** The attachments of a message, as a list or a carousel. */
export function AttachmentList({ message }: AttachmentListProps): ReactElement | null {
  const { attachments, attachmentLayout } = message;
  if (attachments.length === 0) {
    return null;
  }
  const isCarousel = attachmentLayout === 'carousel' && attachments.length > 1;
  const items = attachments.map((attachment, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: attachments have no id and keep their places
    <li key={index}>
      <ErrorBoundary what={attachment.kind === 'card' ? 'This card' : 'This attachment'} shows={attachment}>
        <AttachmentItem message={message} attachment={attachment} />
      </ErrorBoundary>
    </li>
  ));
  return isCarousel ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people scroll through the cards with the keyboard
    <ul className="attachments attachments-carousel" tabIndex={0} aria-label={`${attachments.length} cards`}>
      {items}
    </ul>
  ) : (
    <ul className="attachments">{items}</ul>
  );
}

interface AttachmentItemProps extends AttachmentListProps {
  readonly attachment: Attachment;
}

function AttachmentItem({ message, attachment }: AttachmentItemProps): ReactElement {
  switch (attachment.kind) {
    case 'card':
      return <MessageCard message={message} attachment={attachment} />;
    case 'signIn':
      return <SignInAttachment message={message} attachment={attachment} />;
    case 'image':
      return <AttachedImage url={attachment.url} name={attachment.name} />;
    case 'unsupported':
      return (
        <p className="message-problem">
          <strong>{message.omissions?.includes(toSentence(attachment)) ? 'Not here:' : 'Not in Teams:'}</strong>{' '}
          {attachment.why} ({attachment.contentType})
        </p>
      );
  }
}

/** The sentence about an attachment that is not shown, as among the problems and omissions of its message. */
export function toSentence({ why, contentType }: Extract<Attachment, { kind: 'unsupported' }>): string {
  return `${why} (${contentType})`;
}

function AttachedImage({ url, name = 'Picture' }: { readonly url: string; readonly name?: string | undefined }) {
  const [hasFailed, setHasFailed] = useState(false);
  return hasFailed ? (
    <p className="message-problem">
      <strong>Not here:</strong> {name}. {explainPicture(url)}
    </p>
  ) : (
    <img className="attachment-image" src={url} alt={name} onError={() => setHasFailed(true)} />
  );
}
