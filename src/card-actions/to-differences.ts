import { toStatusWord } from '../cards/card-repair.ts';
import type { RepairFields, RepairRepresentation } from '../repairs-client/repairs-client.ts';

const labels = [
  ['title', 'title'],
  ['description', 'description'],
  ['assignedTo', 'assigned to'],
  ['date', 'date'],
  ['status', 'status'],
  ['image', 'picture'],
] as const;

/** Longest value shown, in characters (code points). */
const longest = 100;

/** The values of a repair that differ from these fields, for people to read: `title “Oil change”, status “Done”`. */
export function toDifferences(fields: RepairFields, repair: RepairRepresentation): string {
  return labels
    .filter(([field]) => fields[field] !== undefined && fields[field] !== repair[field])
    .map(([field, label]) => `${label} “${clip(field === 'status' ? toStatusWord(repair.status) : repair[field])}”`)
    .join(', ');
}

function clip(text = ''): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : text;
}
