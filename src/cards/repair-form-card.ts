import { fieldLengths } from '../repairs/rules.ts';
import { type CardAttachment, toCardAttachment } from './attachment.ts';
import { toCardText } from './card-text.ts';
import type { ListPosition } from './list-position.ts';
import { readCardTemplate } from './read-card-template.ts';

/** Ids of the inputs, and so names in what comes back. */
export const formFields = ['title', 'description', 'assignedTo', 'date', 'status', 'image'] as const;

export type FormField = (typeof formFields)[number];

/** As typed. */
export type FormValues = Readonly<Partial<Record<FormField, string>>>;

/** A sentence for each field at fault; under `form` what is about none of them. */
export type FormErrors = Readonly<Partial<Record<FormField | 'form', string>>>;

export interface RepairFormCardOptions {
  readonly values: FormValues;
  readonly errors?: FormErrors;
  /** A sentence above the form. */
  readonly note?: string;
  /**
   * Where it goes: with `Action.Submit` out of a dialog, `data` beside the inputs; or with `Action.Execute` `saveEdit` and
   * `{ repairId, etag, list? }` beside them, where leaving is `refresh` with the same data.
   */
  readonly submit:
    | { readonly kind: 'dialog'; readonly title: string; readonly data: object }
    | { readonly kind: 'edit'; readonly repairId: string; readonly etag: string; readonly list?: ListPosition };
}

/** Makes the form of a repair: the renderer checks what it can, and the server's sentences stand beside their fields. */
export type RepairFormCard = (options: RepairFormCardOptions) => CardAttachment;

export function createRepairFormCard(): RepairFormCard {
  const expand = readCardTemplate('repair-form');
  return ({ values, errors = {}, note = '', submit }) => {
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
        status: ['open', 'inProgress', 'done'].includes(status) ? status : 'open',
      },
      errors: Object.fromEntries(
        (['form', ...formFields] as const).map((field) => [field, toCardText(errors[field] ?? '')]),
      ),
    });
    return toCardAttachment({ ...card, actions: toActions(submit) });
  };
}

function toActions(submit: RepairFormCardOptions['submit']): readonly object[] {
  if (submit.kind === 'dialog') {
    return [{ type: 'Action.Submit', title: submit.title, style: 'positive', data: submit.data }];
  }
  const { repairId, etag, list } = submit;
  const data = { repairId, etag, ...(list === undefined ? {} : { list }) };
  return [
    { type: 'Action.Execute', title: 'Save', style: 'positive', verb: 'saveEdit', data },
    { type: 'Action.Execute', title: 'Cancel', verb: 'refresh', data, associatedInputs: 'none' },
  ];
}
