import type { Cards } from '../cards/create-cards.ts';
import { parseRepairForm, toFormErrors } from '../cards/parse-repair-form.ts';
import type { FormErrors, FormValues } from '../cards/repair-form-card.ts';
import { AppError } from '../foundation/errors.ts';
import type { Log } from '../foundation/log.ts';
import type { ActionCommand, AnonymousContext, DialogAnswer } from './command-context.ts';
import { parseDialogId, toDialogId, toIdempotencyKey } from './dialog-key.ts';
import { toSingleResult } from './to-result-attachment.ts';

/** The dialog that a repair is created in, whatever it is filled with. */
export interface RepairDialog {
  open(values: FormValues, context: AnonymousContext): DialogAnswer;
  /**
   * Creates the repair and puts its card into the compose box; what is wrong is said in the same dialog, with what was
   * typed. Lets a 401 through.
   */
  readonly submit: ActionCommand['submit'];
}

/** Sending these again cannot help, so there is no use in the form. */
const refused = [401, 403];
const keyReused = 422;
const unavailable = 503;

export function createRepairDialog(cards: Cards, log: Log): RepairDialog {
  const toDialog = (values: FormValues, errors: FormErrors, dialogId: string): DialogAnswer => ({
    kind: 'dialog',
    title: 'Create a repair',
    height: 'large',
    width: 'medium',
    card: cards.repairFormCard({ values, errors, submit: { kind: 'dialog', title: 'Create', data: { dialogId } } }),
  });
  return {
    open: (values, context) => toDialog(values, {}, toDialogId(context)),
    async submit({ data }, context) {
      const dialogId = parseDialogId(Object.hasOwn(data, 'dialogId') ? data.dialogId : undefined, context);
      const form = parseRepairForm(data);
      if (!form.isValid) {
        return toDialog(form.values, form.errors, dialogId);
      }
      try {
        const created = await context.repairs.create(form.fields, toIdempotencyKey(dialogId, context));
        return toSingleResult(cards, created, context);
      } catch (error) {
        if (!(error instanceof AppError) || refused.includes(error.status)) {
          throw error;
        }
        const { status, code, field, detail, cause } = error;
        log.info('repair not created', { status, problem: code, field, detail, cause });
        return toDialog(form.values, explain(error), dialogId);
      }
    },
  };
}

function explain(error: AppError): FormErrors {
  switch (error.status) {
    // The first attempt did reach the API, though nobody heard the answer.
    case keyReused:
      return { form: 'This repair was created already, as it was sent first. Search for it and edit it there.' };
    case unavailable:
      return { form: `${error.message} Sending this form again is safe: it never makes a second repair.` };
    default:
      return toFormErrors(error);
  }
}
