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
  /** A sentence above the form. */
  readonly note?: string | undefined;
  /**
   * How the form is submitted: from a dialog with `Action.Submit`, which sends `data` with the inputs; or from a card
   * with `Action.Execute` `saveEdit`, which sends `{ repairId, etag, list? }` with the inputs. Its cancel button is
   * `refresh` with the same data.
   */
  readonly submit:
    | { readonly kind: 'dialog'; readonly title: string; readonly data: object }
    | {
        readonly kind: 'edit';
        readonly repairId: string;
        readonly etag: string;
        readonly list?: ListPosition | undefined;
      };
}

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

function toActions(submit: RepairFormCardOptions['submit']): readonly object[] {
  if (submit.kind === 'dialog') {
    return [{ type: 'Action.Submit', title: submit.title, style: 'positive', data: submit.data }];
  }
  const { repairId, etag, list } = submit;
  const data = { repairId, etag, list };
  return [
    { type: 'Action.Execute', title: 'Save', style: 'positive', verb: 'saveEdit', data },
    { type: 'Action.Execute', title: 'Cancel', verb: 'refresh', data, associatedInputs: 'none' },
  ];
}
