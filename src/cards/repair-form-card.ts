import { repairStatuses } from '../repairs/repair.ts';
import { fieldLengths } from '../repairs/rules.ts';
import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { toCardText } from './card-text.ts';
import type { ListPosition } from './list-position.ts';
import type { ExpandTemplate } from './read-card-templates.ts';

/** Ids of the inputs, which are also their names in the submitted data. */
export const formFields = ['title', 'description', 'assignedTo', 'date', 'status', 'image'] as const;

export type FormField = (typeof formFields)[number];

/** The inputs as typed. */
export type FormValues = Readonly<Partial<Record<FormField, string>>>;

/** One sentence for each invalid field; under `form`, errors that concern no single field. */
export type FormErrors = Readonly<Partial<Record<FormField | 'form', string>>>;

export interface RepairFormCardOptions {
  readonly values: FormValues;
  readonly errors?: FormErrors | undefined;
  /** A sentence next to the buttons. */
  readonly note?: string | undefined;
  readonly submit: FormSubmit;
}

/**
 * How the form is submitted: from a dialog with `Action.Submit`, which sends `data` with the inputs; or from a card with
 * `Action.Execute`: `createRepair`, which sends `{ formId }` with the inputs, or `saveEdit`, which sends
 * `{ repairId, etag, list?, seen }` with the inputs. The cancel button of an edit is `refresh` with
 * `{ repairId, etag, list? }`.
 */
export type FormSubmit =
  | { readonly kind: 'dialog'; readonly title: string; readonly data: object }
  | { readonly kind: 'create'; readonly formId: string }
  | {
      readonly kind: 'edit';
      readonly repairId: string;
      readonly etag: string;
      readonly list?: ListPosition | undefined;
      /** The values of the version that the person saw. */
      readonly seen: FormValues | undefined;
    };

/**
 * Builds the form of a repair. The renderer validates what it can; errors of the server are shown beside their fields.
 */
export function toRepairFormCard(
  expand: ExpandTemplate,
  { values, errors = {}, note = '', submit }: RepairFormCardOptions,
): CardAttachment {
  const { title = '', description = '', assignedTo = '', date = '', status = '', image = '' } = values;
  const card = expand({
    note: toCardText(note),
    lengths: fieldLengths,
    values: {
      title,
      description,
      assignedTo,
      image,
      date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : '',
      status: repairStatuses.find((known) => known === status) ?? 'open',
    },
    errors: Object.fromEntries(
      (['form', ...formFields] as const).map((field) => [field, toCardText(errors[field] ?? '')]),
    ),
  });
  return toCardAttachment({ ...card, actions: toActions(submit) });
}

function toActions(submit: FormSubmit): readonly object[] {
  switch (submit.kind) {
    case 'dialog':
      return [{ type: 'Action.Submit', title: submit.title, style: 'positive', data: submit.data }];
    case 'create': {
      const data = { formId: submit.formId };
      return [{ type: 'Action.Execute', title: 'Create', style: 'positive', verb: 'createRepair', data }];
    }
    case 'edit': {
      const { repairId, etag, list, seen } = submit;
      const data = { repairId, etag, list, seen: seen && pickFields(seen) };
      const cancel = { repairId, etag, list };
      return [
        { type: 'Action.Execute', title: 'Save', style: 'positive', verb: 'saveEdit', data },
        { type: 'Action.Execute', title: 'Cancel', verb: 'refresh', data: cancel, associatedInputs: 'none' },
      ];
    }
  }
}

const pickFields = (values: FormValues): FormValues =>
  Object.fromEntries(formFields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])));
