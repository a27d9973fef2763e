import { AppError, InvalidRequest, NotFound, PreconditionFailed } from '../../src/foundation/errors.ts';
import type { RepairFields, RepairRepresentation, RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { SignInNeeded } from '../../src/repairs-client/sign-in-needed.ts';
import { fold, toWords } from '../../src/storage/sql/words.ts';
import { isAssignedTo } from '../support/is-assigned-to.ts';

export type Access = 'write' | 'read' | 'none' | 'signedOut';

export interface SharedRepairs {
  /** The API with the token of a person with this access. Everyone sees the same repairs. */
  as(access: Access): RepairsClient;
  /** Every call as `method argument`, in order. */
  readonly calls: readonly string[];
  readonly changes: number;
  find(id: string): RepairRepresentation | undefined;
  drop(id: string): void;
}

/** A repair of the API with defaults for all fields. */
export function aRepresentation(id: string, overrides: Partial<RepairRepresentation> = {}): RepairRepresentation {
  return {
    id,
    title: 'Oil change',
    description: 'Drain the old oil.',
    assignedTo: 'Daisy Phillips',
    date: '2024-05-23',
    status: 'open',
    version: 1,
    url: `https://repairs.example.com/repairs/${id}`,
    ...overrides,
  };
}

/** A fake API with versions, name and word search, pages by cursor, and permissions. */
export function createSharedRepairs(...initial: readonly RepairRepresentation[]): SharedRepairs {
  const kept = new Map(initial.map((repair) => [repair.id, { repair, version: 1 }]));
  const calls: string[] = [];
  let changes = 0;

  function find(id: string, access: Access) {
    const entry = kept.get(id);
    if (entry === undefined) {
      throw new NotFound('This repair is no longer there.');
    }
    return { repair: entry.repair, etag: `"${entry.version}"`, mayChange: access === 'write' };
  }

  const as = (access: Access): RepairsClient => {
    const enter = (call: string, isChange: boolean): void => {
      calls.push(call);
      if (access === 'signedOut') {
        throw new SignInNeeded();
      }
      if (access === 'none' || (isChange && access === 'read')) {
        throw new AppError(403, 'no_access', isChange ? 'You may not change repairs.' : 'You may not see repairs.');
      }
    };
    return {
      async list({ assignedTo, text, status, limit = 25, cursor }) {
        enter(`list ${JSON.stringify({ assignedTo, text, status, cursor })}`, false);
        if (cursor !== undefined && !/^at-\d+$/.test(cursor)) {
          throw new InvalidRequest('cursor must be the nextCursor of a page.', { field: 'cursor' });
        }
        const start = Number(cursor?.slice(3) ?? 0);
        const found = [...kept.values()]
          .map(({ repair }) => repair)
          .filter((repair) => assignedTo === undefined || isAssignedTo(repair.assignedTo, assignedTo))
          .filter((repair) => status === undefined || repair.status === status)
          .filter(({ title, description }) =>
            toWords(text ?? '').every((word) => fold(`${title} ${description}`).includes(word)),
          );
        const end = start + limit;
        return { results: found.slice(start, end), ...(end < found.length ? { nextCursor: `at-${end}` } : {}) };
      },
      async get(id) {
        enter(`get ${id}`, false);
        return find(id, access);
      },
      async update(id, etag, fields: RepairFields) {
        enter(`update ${id} ${etag}`, true);
        const before = find(id, access);
        if (before.etag !== etag) {
          throw new PreconditionFailed('Somebody else has changed this repair.');
        }
        if (fields.image?.startsWith('http:')) {
          throw new InvalidRequest('image must be an https address without credentials.', { field: 'image' });
        }
        changes += 1;
        const version = Number(etag.slice(1, -1)) + 1;
        kept.set(id, { repair: { ...before.repair, ...fields, version }, version });
        return find(id, access);
      },
      create: () => Promise.reject(new Error('The fake does not create repairs.')),
      remove: () => Promise.reject(new Error('The fake does not remove repairs.')),
    };
  };

  return {
    as,
    calls,
    get changes() {
      return changes;
    },
    find: (id) => kept.get(id)?.repair,
    drop: (id) => kept.delete(id),
  };
}
