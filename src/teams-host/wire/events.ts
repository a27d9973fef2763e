import type { FlowRecord } from './hop.ts';
import type { Message, Typing } from './message.ts';

/** Names and data of the Server-Sent Events of `GET /api/events`. */
export interface EventStream {
  /** A hop was added to an action, or a new action has begun; at first, each action that is kept. */
  readonly flow: FlowRecord;
  /** A message was posted or has changed. */
  readonly message: Message;
  readonly typing: Typing;
  /** Apps were installed in conversations or removed; the page refetches the conversations. */
  readonly conversations: Nothing;
  /** The session was switched to another person; the page refetches it. */
  readonly session: Nothing;
}

type Nothing = Readonly<Record<string, never>>;
