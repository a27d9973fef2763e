import { toStatusWord } from '../cards/card-repair.ts';
import { type FormField, type FormValues, formFields } from '../cards/repair-form-card.ts';
import type { RepairRepresentation } from '../repairs-client/repairs-client.ts';

export interface MergedEdit {
  /** The form: what the person typed, and for all other fields the current values. */
  readonly values: FormValues;
  /** Says what the other person changed, with the values that saving again would overwrite. */
  readonly note: string;
}

const labels: Readonly<Record<FormField, string>> = {
  title: 'title',
  description: 'description',
  assignedTo: 'assigned to',
  date: 'date',
  status: 'status',
  image: 'picture',
};

/**
 * Merges an edit with the changes that somebody else made first. Nothing of theirs is overwritten that the person has
 * not seen: a field that the person did not change takes their value, and the value of a field that both changed is
 * shown in full.
 * @param seen the values with which the form was opened; without them every field counts as changed.
 */
export function mergeEdit(seen: FormValues | undefined, typed: FormValues, current: RepairRepresentation): MergedEdit {
  const values: Partial<Record<FormField, string>> = {};
  const taken: FormField[] = [];
  const contested: FormField[] = [];
  for (const field of formFields) {
    const [before, mine, theirs] = [seen, typed, current].map((fields) => normalize(fields?.[field]));
    const isMine = seen === undefined || mine !== before;
    values[field] = (isMine ? typed[field] : current[field]) ?? '';
    if (mine !== theirs && (seen === undefined || theirs !== before)) {
      (isMine ? contested : taken).push(field);
    }
  }
  return { values, note: toNote(taken, contested, current) };
}

const normalize = (value = ''): string => value.replace(/\r\n?/g, '\n').trim().normalize('NFC');

function toNote(taken: readonly FormField[], contested: readonly FormField[], current: RepairRepresentation): string {
  const list = (fields: readonly FormField[]): string =>
    fields.map((field) => `${labels[field]} “${toShown(field, current)}”`).join(', ');
  return [
    'Someone else changed this repair first, so nothing was saved.',
    ...(taken.length === 0 ? [] : [`The form now has their ${list(taken)}.`]),
    ...(contested.length === 0
      ? ['Save again to add your changes to theirs.']
      : [`You both changed this, and theirs is: ${list(contested)}. Save again to replace theirs with yours.`]),
    'Cancel to keep the repair as it is.',
  ].join(' ');
}

const toShown = (field: FormField, current: RepairRepresentation): string =>
  field === 'status' ? toStatusWord(current.status) : (current[field] ?? '');
