import { AppError, InvalidRequest } from '../foundation/errors.ts';
import type { NewRepair, RepairChanges } from '../repairs/repair.ts';
import { fieldLengths, parseRepairChanges } from '../repairs/rules.ts';
import { type FormErrors, type FormField, type FormValues, formFields } from './repair-form-card.ts';

export type RepairForm =
  | { readonly isValid: true; readonly values: FormValues; readonly fields: NewRepair }
  | { readonly isValid: false; readonly values: FormValues; readonly errors: FormErrors };

const labels: Readonly<Record<FormField, string>> = {
  title: 'Title',
  description: 'Description',
  assignedTo: 'Assigned to',
  date: 'Date',
  status: 'Status',
  image: 'Address of a picture',
};

/** Maximum length of a text that is shown again, in UTF-16 code units, so that the form stays small. */
const maximumShown = 2 * fieldLengths.image;

/**
 * Parses the submitted form of a repair: the fields by the rules for every repair, or one sentence for each invalid
 * field; in both cases with the values as typed. Omits an empty date, status or picture. Does not check that the API
 * accepts the URL of the picture.
 * @throws InvalidRequest for an input that is not text, which our forms never send.
 */
export function parseRepairForm(data: Readonly<Record<string, unknown>>): RepairForm {
  const values: Partial<Record<FormField, string>> = {};
  const fields: RepairChanges = {};
  const errors: Partial<Record<FormField, string>> = {};
  for (const field of formFields) {
    const typed = parseInput(data, field);
    values[field] = typed.slice(0, maximumShown).toWellFormed();
    try {
      const value = parseField(field, typed);
      Object.assign(fields, value === undefined ? {} : { [field]: value });
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      errors[field] = toSentence(field, error.message);
    }
  }
  const { title, description, assignedTo } = fields;
  return title === undefined || description === undefined || assignedTo === undefined || Object.keys(errors).length > 0
    ? { isValid: false, values, errors }
    : { isValid: true, values, fields: { ...fields, title, description, assignedTo } };
}

/** Converts an error of the API to one that the form shows beside its field, or next to the buttons. */
export function toFormErrors({ field, message }: AppError): FormErrors {
  const known = formFields.find((name) => name === field);
  return known === undefined ? { form: message } : { [known]: toSentence(known, message) };
}

function parseInput(data: Readonly<Record<string, unknown>>, field: FormField): string {
  const value = (Object.hasOwn(data, field) ? data[field] : undefined) ?? '';
  if (typeof value !== 'string') {
    throw new InvalidRequest(`The form sent something other than text for "${labels[field]}". Open it again.`, {
      field,
    });
  }
  return value;
}

/** Returns undefined for an empty optional field. */
function parseField(field: FormField, typed: string): string | undefined {
  const isOptional = field === 'date' || field === 'status' || field === 'image';
  const value = isOptional ? typed.trim() : typed;
  if (isOptional && value === '') {
    return undefined;
  }
  return field === 'image' ? parseImage(value) : parseRepairChanges({ [field]: value })[field];
}

function parseImage(value: string): string {
  const address = URL.parse(value);
  if (value.length > fieldLengths.image || address === null || !/^https?:$/.test(address.protocol)) {
    throw new InvalidRequest('image must begin with https://.', { field: 'image' });
  }
  return value;
}

/** Replaces the contract's name of the field, with which messages begin, by the form's label. */
function toSentence(field: FormField, sentence: string): string {
  return sentence.replace(new RegExp(`^${field}(?= )`), labels[field]);
}
