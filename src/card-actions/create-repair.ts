import { parseRepairForm } from '../cards/parse-repair-form.ts';
import type { FormErrors } from '../cards/repair-form-card.ts';
import { AppError } from '../foundation/errors.ts';
import type { CardAction, CardActionAnswer } from './card-action.ts';
import { toCreationErrors, toIdempotencyKey } from './new-repair-form.ts';
import { parseFormData, parseObject } from './parse-action-data.ts';
import { showChanged } from './show-repair.ts';

const signInNeeded = 401;
const created = 'The repair was created.';

/** `createRepair`: creates the repair of the form and shows it. The same form shows errors, with the input. */
export const createRepair: CardAction = async (cards, { data }, context) => {
  const { formId } = parseFormData(data);
  const form = parseRepairForm(parseObject(data, 'data'));
  const showForm = (errors: FormErrors): CardActionAnswer => {
    const submit = { kind: 'create', formId } as const;
    return { kind: 'card', card: cards.repairFormCard({ values: form.values, errors, submit }).content };
  };
  if (!form.isValid) {
    return showForm(form.errors);
  }
  try {
    const { repair, etag } = await context.repairs.create(form.fields, toIdempotencyKey(formId, context));
    const outcome = { kind: 'changed', versioned: { repair, etag, mayChange: true } } as const;
    return showChanged(cards, outcome, { note: created }, context);
  } catch (error) {
    if (!(error instanceof AppError) || error.status === signInNeeded) {
      throw error;
    }
    return showForm(toCreationErrors(error));
  }
};
