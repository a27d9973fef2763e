import type { ChatCommand } from './chat-command.ts';
import { toSuggestions } from './to-suggestions.ts';

const explanation =
  'This deletes what Repairs stores about you: your settings, a question that waits for your sign-in, and your id ' +
  'beside the repairs that you created lately. It also signs you out. The repairs stay, with the names of the people ' +
  'they are assigned to, because they belong to your organisation.';

const confirmation = 'Yes, delete my data';

/** `delete my data`: asks for confirmation; needs no token. */
export const forget: ChatCommand = {
  names: ['delete my data', 'delete me', 'forget me', 'delete my settings'],
  run: async (_context, cards) => ({
    attachments: [
      cards.choiceCard('Delete your data?', explanation, [
        { title: confirmation, description: 'This cannot be undone.' },
      ]),
    ],
  }),
};

/** Deletes the person's data and token. */
export const confirmForget: ChatCommand = {
  names: ['yes, delete my data', 'yes delete my data'],
  async run(context) {
    await context.forget();
    return {
      text: 'What was stored about you is deleted, and you are signed out.',
      suggestions: toSuggestions(context, 'Sign in', 'Help'),
    };
  },
};
