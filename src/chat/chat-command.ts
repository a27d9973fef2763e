import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';

/** A command, run when a message consists of one of its names. */
export interface ChatCommand {
  /** As returned by `toCommandName`. The first name is used in the manifest, cards and suggestions. */
  readonly names: readonly [string, ...string[]];
  run(context: ChatContext, cards: Cards): Promise<ChatReply>;
}
