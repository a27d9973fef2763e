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

/** Longest text that is shown again, so that an endless one is not sent back whole. */
const maximumShown = 2 * fieldLengths.image;

/**
 * Reads what the form of a repair sent: the fields by the rules that hold for every repair, or a sentence for each field at
 * fault, with what was typed either way. An empty day, status or picture is left out. Whether the picture's address is one
 * that may be kept only the API knows.
 * @throws InvalidRequest where an input is no text: no form of ours sends that.
 */
export function parseRepairForm(data: Readonly<Record<string, unknown>>): RepairForm {
  const typed = Object.fromEntries(formFields.map((field) => [field, parseInput(data, field)])) as FormInputs;
  const fields: RepairChanges = {};
  const errors: Partial<Record<FormField, string>> = {};
  for (const field of formFields) {
    try {
      Object.assign(fields, parseField(field, typed));
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      errors[field] = toSentence(field, error.message);
    }
  }
  const values = Object.fromEntries(
    formFields.map((field) => [field, typed[field].slice(0, maximumShown).toWellFormed()]),
  );
  return Object.keys(errors).length === 0
    ? { isValid: true, values, fields: fields as NewRepair }
    : { isValid: false, values, errors };
}

/** An error of the API as the form shows it: beside its field, or above all. */
export function toFormErrors({ field, message }: AppError): FormErrors {
  const known = formFields.find((name) => name === field);
  return known === undefined ? { form: message } : { [known]: toSentence(known, message) };
}

type FormInputs = Record<FormField, string>;

function parseInput(data: Readonly<Record<string, unknown>>, field: FormField): string {
  const value = Object.hasOwn(data, field) ? data[field] : undefined;
  if (value !== undefined && value !== null && typeof value !== 'string') {
    throw new InvalidRequest(`The form sent something other than text for "${labels[field]}". Open it again.`, {
      field,
    });
  }
  return value ?? '';
}

function parseField(field: FormField, typed: FormInputs): RepairChanges {
  const value = typed[field];
  switch (field) {
    case 'title':
    case 'description':
    case 'assignedTo':
      return parseRepairChanges({ [field]: value });
    case 'image':
      return value.trim() === '' ? {} : { image: parseImage(value.trim()) };
    default:
      return value.trim() === '' ? {} : parseRepairChanges({ [field]: value.trim() });
  }
}

function parseImage(value: string): string {
  const address = URL.parse(value);
  if (value.length > fieldLengths.image || address === null || !/^https?:$/.test(address.protocol)) {
    throw new InvalidRequest('image must be one that begins with https://.', { field: 'image' });
  }
  return value;
}

/** The rules speak of fields by their names in the contract. */
function toSentence(field: FormField, sentence: string): string {
  return sentence.replace(new RegExp(`^${field}(?= )`), labels[field]);
}
