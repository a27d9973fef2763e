import { InvalidRequest } from '../foundation/errors.ts';
import { type RepairStatus, repairStatuses } from '../repairs/repair.ts';
import { fieldLengths, parseRepairQuery } from '../repairs/rules.ts';
import type { RepairsQuery } from '../repairs-client/repairs-client.ts';

/** Maximum lengths in characters (code points), as in the contract. */
const longest = { assignedTo: fieldLengths.assignedTo, text: 200 } as const;

/**
 * Parses the parameters of a search. Ignores blank and unknown ones.
 * @throws InvalidRequest for an unknown status and for text that is too long or malformed.
 */
export function parseSearch(parameters: Readonly<Record<string, string>>): RepairsQuery {
  const query = {
    assignedTo: parseText(parameters, 'assignedTo'),
    status: parseStatus(read(parameters, 'status')),
    text: parseText(parameters, 'text'),
  };
  parseRepairQuery({ ...query, limit: 1 });
  return query;
}

function read(parameters: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(parameters, name) ? (parameters[name] ?? '') : '').trim();
}

function parseText(parameters: Readonly<Record<string, string>>, name: keyof typeof longest): string | undefined {
  const text = read(parameters, name);
  if (text.length > longest[name] && Array.from(text).length > longest[name]) {
    throw new InvalidRequest(`That is too long to search for. Use up to ${longest[name]} characters.`, { field: name });
  }
  return text === '' ? undefined : text;
}

/** Accepts `In progress`, too, because users may type a status instead of choosing it, and Copilot guesses. */
function parseStatus(typed: string): RepairStatus | undefined {
  const plain = typed.replace(/[\s_-]/g, '').toLowerCase();
  const status = repairStatuses.find((known) => known.toLowerCase() === plain);
  if (plain !== '' && status === undefined) {
    throw new InvalidRequest('There is no such status. Choose Open, In progress or Done.', { field: 'status' });
  }
  return status;
}
