import type { Message } from '../../wire/message.ts';

/** A message of a channel and the replies to it. */
export interface Thread {
  readonly root: Message;
  readonly replies: readonly Message[];
}

/** Groups messages by thread, in the order of the first messages. A reply without its first message starts a thread. */
export function toThreads(messages: readonly Message[]): readonly Thread[] {
  const ids = new Set(messages.map(({ id }) => id));
  const isReply = ({ replyToId }: Message): boolean => replyToId !== undefined && ids.has(replyToId);
  return messages
    .filter((message) => !isReply(message))
    .map((root) => ({
      root,
      replies: messages.filter((message) => isReply(message) && message.replyToId === root.id),
    }));
}
