import { IdempotencyKeyReused, NotFound } from '../../src/foundation/errors.ts';
import type { CreatedRepair, RepairRepresentation, RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { isAssignedTo } from '../support/is-assigned-to.ts';

export interface FakeRepairs extends RepairsClient {
  /** All calls in order, with the argument as plain JSON. */
  readonly calls: readonly { readonly method: keyof RepairsClient; readonly argument: unknown }[];
  readonly kept: readonly RepairRepresentation[];
  /** Makes all later calls throw this error, until it is called with undefined. */
  fail(error: Error | undefined): void;
}

/** A repair of the API with defaults for all other fields. */
export function aRepresentation(id: string, overrides: Partial<RepairRepresentation> = {}): RepairRepresentation {
  return {
    id,
    title: `Repair ${id}`,
    description: 'Drain the old oil.',
    assignedTo: 'Karin Blair',
    date: '2024-05-23',
    status: 'open',
    version: 1,
    url: `https://repairs.example.com/repairs/${id}`,
    ...overrides,
  };
}

/** A fake API with pages by cursor and one repair for each Idempotency-Key. */
export function createFakeRepairs(initial: readonly RepairRepresentation[] = []): FakeRepairs {
  const kept = [...initial];
  const calls: { method: keyof RepairsClient; argument: unknown }[] = [];
  const created = new Map<string, { readonly body: string; readonly answer: CreatedRepair }>();
  let failure: Error | undefined;
  const record = (method: keyof RepairsClient, argument: unknown): void => {
    calls.push({ method, argument: JSON.parse(JSON.stringify(argument)) });
    if (failure !== undefined) {
      throw failure;
    }
  };
  const versioned = (repair: RepairRepresentation): CreatedRepair => ({ repair, etag: '"1"' });
  return {
    calls,
    kept,
    fail: (error) => {
      failure = error;
    },
    async list(query) {
      record('list', query);
      const { assignedTo, status, limit = 25, cursor = '0' } = query;
      const found = kept.filter(
        (repair) =>
          (assignedTo === undefined || isAssignedTo(repair.assignedTo, assignedTo)) &&
          (status === undefined || repair.status === status),
      );
      const end = Number(cursor) + limit;
      const results = found.slice(Number(cursor), end);
      return { results, ...(end < found.length ? { nextCursor: String(end) } : {}) };
    },
    async get(id) {
      record('get', id);
      const repair = kept.find((entry) => entry.id === id);
      if (repair === undefined) {
        throw new NotFound('There is no such repair.');
      }
      return { ...versioned(repair), mayChange: true };
    },
    async create(fields, idempotencyKey) {
      record('create', { fields, idempotencyKey });
      const body = JSON.stringify(fields);
      const before = created.get(idempotencyKey);
      if (before !== undefined) {
        if (before.body !== body) {
          throw new IdempotencyKeyReused('This form was sent before with other values.');
        }
        return before.answer;
      }
      const repair = aRepresentation(`new-${kept.length}`, fields);
      kept.unshift(repair);
      created.set(idempotencyKey, { body, answer: versioned(repair) });
      return versioned(repair);
    },
    update: async () => {
      throw new Error('The fake does not update repairs.');
    },
    remove: async () => {
      throw new Error('The fake does not remove repairs.');
    },
  };
}
