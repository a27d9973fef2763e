import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';

/** Something the bot does when it is called by name. */
export interface ChatCommand {
  /** What people type, in the form of `toCommandName`. The first name is used in the manifest, cards and suggestions. */
  readonly names: readonly [string, ...string[]];
  run(context: ChatContext, cards: Cards): Promise<ChatReply>;
}
