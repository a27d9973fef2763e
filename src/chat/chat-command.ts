import type { ChatContext, ChatReply } from './chat.ts';

/** Something the bot does when it is called by its name. */
export interface ChatCommand {
  /** What people say, as `toCommandName` spells it; the first one is its name in cards and suggestions. */
  readonly names: readonly [string, ...string[]];
  run(context: ChatContext): Promise<readonly ChatReply[]>;
}
