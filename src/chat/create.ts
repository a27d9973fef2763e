import { toFormId, toNewRepairValues } from '../card-actions/new-repair-form.ts';
import type { Cards } from '../cards/create-cards.ts';
import type { ChatContext, ChatReply } from './chat.ts';
import type { Draft } from './to-draft.ts';

/** Answers with the form of a new repair, filled with what the message says. The person signs in first. */
export async function create(cards: Cards, draft: Draft, context: ChatContext): Promise<ChatReply> {
  await context.repairs();
  const values = { ...toNewRepairValues(context), ...draft };
  return { attachments: [cards.repairFormCard({ values, submit: { kind: 'create', formId: toFormId(context) } })] };
}
