import { InvalidRequest } from '../foundation/errors.ts';
import { type RepairStatus, repairStatuses } from '../repairs/repair.ts';
import { fieldLengths, parseRepairQuery } from '../repairs/rules.ts';
import type { RepairsQuery } from '../repairs-client/repairs-client.ts';

/** Longest values in characters (code points), as in the contract. */
const longest = { assignedTo: fieldLengths.assignedTo, text: 200 } as const;

/**
 * What a search asks for, from the parameters as typed. Blank ones do not restrict; unknown ones are ignored.
 * @throws InvalidRequest for a status there is not, and for text that is too long or malformed.
 */
export function parseSearch(parameters: Readonly<Record<string, string>>): RepairsQuery {
  const assignedTo = parseText(parameters, 'assignedTo');
  const text = parseText(parameters, 'text');
  const status = parseStatus(read(parameters, 'status'));
  const query = {
    ...(assignedTo === '' ? {} : { assignedTo }),
    ...(status === undefined ? {} : { status }),
    ...(text === '' ? {} : { text }),
  };
  parseRepairQuery({ ...query, limit: 1 });
  return query;
}

function read(parameters: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(parameters, name) ? (parameters[name] ?? '') : '').trim();
}

function parseText(parameters: Readonly<Record<string, string>>, name: keyof typeof longest): string {
  const text = read(parameters, name);
  if (text.length > longest[name] && Array.from(text).length > longest[name]) {
    throw new InvalidRequest(`That is too long to search for. Use up to ${longest[name]} characters.`, { field: name });
  }
  return text;
}

/** Teams lets people type what a choice would have given, and Copilot guesses: `In progress` is understood as well. */
function parseStatus(typed: string): RepairStatus | undefined {
  const plain = typed.replace(/[\s_-]/g, '').toLowerCase();
  const status = repairStatuses.find((known) => known.toLowerCase() === plain);
  if (plain !== '' && status === undefined) {
    throw new InvalidRequest('There is no such status. Choose Open, In progress or Done.', { field: 'status' });
  }
  return status;
}
