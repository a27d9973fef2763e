import { toStatusWord } from '../cards/card-repair.ts';
import type { RepairFields, RepairRepresentation } from '../repairs-client/repairs-client.ts';

const labels: Readonly<Record<keyof RepairFields, string>> = {
  title: 'title',
  description: 'description',
  assignedTo: 'assigned to',
  date: 'date',
  status: 'status',
  image: 'picture',
};

/** Characters of each value that are shown. */
const longest = 100;

/** What a repair has in place of these fields, for people to read: `title “Oil change”, status “Done”`. */
export function toDifferences(fields: RepairFields, repair: RepairRepresentation): string {
  return (Object.keys(labels) as (keyof RepairFields)[])
    .filter((field) => fields[field] !== undefined && fields[field] !== repair[field])
    .map((field) => `${labels[field]} “${clip(field === 'status' ? toStatusWord(repair.status) : repair[field])}”`)
    .join(', ');
}

function clip(text = ''): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest).join('').trimEnd()}…` : text;
}
