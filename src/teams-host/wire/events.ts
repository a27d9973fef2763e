import type { FlowRecord } from './hop.ts';
import type { Message, Typing } from './message.ts';

/** The Server-Sent Events of `GET /api/events`: their names and data. */
export interface EventStream {
  /** The last action has another hop, or another action has begun. */
  readonly flow: FlowRecord;
  /** A message is new or has changed. */
  readonly message: Message;
  readonly typing: Typing;
  /** Apps were added to conversations or removed; the page fetches the conversations again. */
  readonly conversations: Nothing;
  /** Another person uses this browser now; the page fetches the session again. */
  readonly session: Nothing;
}

type Nothing = Readonly<Record<string, never>>;
