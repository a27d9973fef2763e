import type { GuideCommand } from '../cards/guide-card.ts';

/** What the bot understands, as cards say it; each title is a message that it answers. */
export const guide: readonly GuideCommand[] = [
  { title: 'My repairs', description: 'What is assigned to you.' },
  {
    title: 'Open repairs',
    description: 'Or those in progress, or done. “My open repairs” and “all repairs” do as well.',
  },
  { title: 'Oil change', description: 'Repairs with these words in title or description. Yours may be any.' },
  { title: 'Repairs of Karin', description: 'Repairs of a person. The full, first or last name alone does as well.' },
  { title: 'Sign in', description: 'Lets me see your repairs.' },
  { title: 'Sign out', description: 'I forget your sign-in.' },
];

/** For places where the bot hears only what mentions it. */
export const mentionMe = 'In this conversation I hear only messages that mention me.';
