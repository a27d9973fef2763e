import type { GuideCommand } from '../cards/guide-card.ts';

/** The commands that the cards list. Each title is a message that the bot answers. */
export const guide: readonly GuideCommand[] = [
  { title: 'My repairs', description: 'Repairs assigned to you.' },
  {
    title: 'Open repairs',
    description: 'Or those in progress, or done. “My open repairs” and “all repairs” work, too.',
  },
  { title: 'Oil change', description: 'Repairs with these words in the title or description. You can use any words.' },
  { title: 'Repairs of Karin', description: 'Repairs of a person. The beginning of the name is enough.' },
  { title: 'Create', description: 'A new repair, from a form. “Create Oil change for Karin Blair” fills it in.' },
  { title: 'Sign in', description: 'Lets me see your repairs.' },
  { title: 'Sign out', description: 'Deletes your sign-in.' },
  { title: 'Delete my data', description: 'Deletes what Repairs stores about you.' },
];

/** For conversations in which the bot receives only messages that mention it. */
export const mentionMe = 'In this conversation I only see messages that mention me.';
