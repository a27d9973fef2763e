import { createHash } from 'node:crypto';
import { toFormErrors } from '../cards/parse-repair-form.ts';
import type { FormErrors, FormValues } from '../cards/repair-form-card.ts';
import type { AppError } from '../foundation/errors.ts';
import type { TeamsUser } from './teams-user.ts';

/** What is known of the activity that opens or submits the form of a new repair. */
export interface FormContext {
  readonly user: TeamsUser;
  /** The same for every delivery of an activity. */
  readonly activityId: string;
}

export interface NewFormContext extends FormContext {
  readonly now: () => Date;
  /** Offset of the person's local time from UTC, in minutes. */
  readonly utcOffset: number;
}

const formIdPattern = /^[A-Za-z0-9_-]{43}$/;
const keyReused = 422;
const unavailable = 503;

/** Returns the values of a new repair: open, assigned to the person, for today in the person's time zone. */
export function toNewRepairValues({ user, now, utcOffset }: NewFormContext): FormValues {
  const today = new Date(now().getTime() + utcOffset * 60_000).toISOString().slice(0, 10);
  return { assignedTo: user.name, date: today, status: 'open' };
}

/** Returns the id of a form, the same for every delivery of the activity that opens it. */
export function toFormId({ user, activityId }: FormContext): string {
  return digest('dialog', user.tenantId, user.id, activityId);
}

/** Parses the id of a submitted form; if it is missing or malformed, returns the one for this activity. */
export function parseFormId(value: unknown, context: FormContext): string {
  return typeof value === 'string' && formIdPattern.test(value) ? value : toFormId(context);
}

/**
 * Returns the Idempotency-Key for a form: one form of one person creates one repair, however often it is submitted or
 * delivered. The key includes the person, because the id of the form is untrusted.
 */
export function toIdempotencyKey(formId: string, { user }: Pick<FormContext, 'user'>): string {
  return digest('create', user.tenantId, user.id, formId);
}

/** Converts the error of the API with which the repair was not created to errors that the form shows. */
export function toCreationErrors(error: AppError): FormErrors {
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

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
