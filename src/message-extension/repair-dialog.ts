import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm, toFormErrors } from '../cards/parse-repair-form.ts';
import type { FormErrors, FormValues } from '../cards/repair-form-card.ts';
import { AppError } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import { type DialogAnswer, type ResultAnswer, toSingleResult } from './answers.ts';
import type { AnonymousContext, CommandContext } from './command-context.ts';
import { parseDialogId, toDialogId, toIdempotencyKey } from './dialog-key.ts';
import type { ActionValue } from './invoke-values.ts';

/** Statuses for which submitting the form again cannot help. */
const refused = [401, 403];
const keyReused = 422;
const unavailable = 503;

/**
 * Opens the dialog for a new repair, preset to open, assigned to the person, for today.
 * @param values of the other fields.
 */
export function openRepairDialog(cards: Cards, values: FormValues, context: AnonymousContext): DialogAnswer {
  const preset = { assignedTo: context.user.name, date: toToday(context), status: 'open' };
  return toDialog(cards, { ...values, ...preset }, {}, toDialogId(context));
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
  const dialogId = parseDialogId(Object.hasOwn(data, 'dialogId') ? data.dialogId : undefined, context);
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
    return toDialog(cards, form.values, toErrors(error), dialogId);
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

/** Returns the person's local date, `YYYY-MM-DD`. */
function toToday({ now, utcOffset }: AnonymousContext): string {
  return new Date(now().getTime() + utcOffset * 60_000).toISOString().slice(0, 10);
}

function toErrors(error: AppError): FormErrors {
  switch (error.status) {
    // The first attempt reached the API, but its answer was lost.
    case keyReused:
      return {
        form: 'This repair already exists, with the values you sent first. Search for it and edit it there.',
      };
    case unavailable:
      return { form: `${error.message} You can safely send this form again: it never creates a second repair.` };
    default:
      return toFormErrors(error);
  }
}
