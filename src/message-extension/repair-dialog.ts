import {
  parseFormId,
  toCreationErrors,
  toFormId,
  toIdempotencyKey,
  toNewRepairValues,
} from '../card-actions/new-repair-form.ts';
import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm } from '../cards/parse-repair-form.ts';
import type { FormErrors, FormValues } from '../cards/repair-form-card.ts';
import { AppError } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import { type DialogAnswer, type ResultAnswer, toSingleResult } from './answers.ts';
import type { AnonymousContext, CommandContext } from './command-context.ts';
import type { ActionValue } from './invoke-values.ts';

/** Statuses for which submitting the form again cannot help. */
const refused = [401, 403];

/**
 * Opens the dialog for a new repair, preset to open, assigned to the person, for today.
 * @param values of the other fields.
 */
export function openRepairDialog(cards: Cards, values: FormValues, context: AnonymousContext): DialogAnswer {
  return toDialog(cards, { ...values, ...toNewRepairValues(context) }, {}, toFormId(context));
}

/**
 * Creates the repair and inserts its card into the message. Shows errors in the same dialog, with the input.
 * Rethrows the API's 401 and 403.
 */
export async function submitRepairDialog(
  cards: Cards,
  log: Log,
  { data }: Pick<ActionValue, 'data'>,
  context: CommandContext,
): Promise<DialogAnswer | ResultAnswer> {
  const dialogId = parseFormId(Object.hasOwn(data, 'dialogId') ? data.dialogId : undefined, context);
  const form = parseRepairForm(data);
  if (!form.isValid) {
    return toDialog(cards, form.values, form.errors, dialogId);
  }
  try {
    const created = await context.repairs.create(form.fields, toIdempotencyKey(dialogId, context));
    return toSingleResult(cards, created, context);
  } catch (error) {
    if (!(error instanceof AppError) || refused.includes(error.status)) {
      throw error;
    }
    const { status, code, field, detail, cause } = error;
    log.info('message extension: repair not created', { status, problem: code, field, detail, cause });
    return toDialog(cards, form.values, toCreationErrors(error), dialogId);
  }
}

function toDialog(cards: Cards, values: FormValues, errors: FormErrors, dialogId: string): DialogAnswer {
  return {
    kind: 'dialog',
    title: 'Create a repair',
    height: 'large',
    width: 'medium',
    card: cards.repairFormCard({ values, errors, submit: { kind: 'dialog', title: 'Create', data: { dialogId } } }),
  };
}
