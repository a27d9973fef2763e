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

/** Maximum length of a shown value, in characters (code points). */
const longest = 100;

/** Lists the values of a repair that differ from these fields, for example `title “Oil change”, status “Done”`. */
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
