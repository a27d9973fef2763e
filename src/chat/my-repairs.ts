import type { Cards } from '../cards/create-cards.ts';
import type { ChatCommand } from './chat-command.ts';
import { showRepairs } from './show-repairs.ts';
import { toWords } from './to-words.ts';

/** Creates `my repairs`: those assigned to the person's display name. */
export function createMyRepairs(cards: Cards): ChatCommand {
  return {
    names: ['my repairs', 'mine'],
    async run(context) {
      const assignedTo = toWords(context.user.name);
      if (assignedTo === '') {
        return [{ text: 'Teams does not tell me your name. Send me your name to see your repairs.' }];
      }
      return [await showRepairs(cards, { assignedTo }, context)];
    },
  };
}
