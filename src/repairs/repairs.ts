import { NotFound } from '../foundation/errors.ts';
import type { RepairPage, RepairQuery } from './query.ts';
import type { NewRepair, Repair, RepairChanges } from './repair.ts';
import type { Idempotency, RepairRepository } from './repository.ts';
import { parseNewRepair, parseRepairChanges, parseRepairQuery } from './rules.ts';

export interface RepairsOptions {
  readonly repository: RepairRepository;
  /** Creates a unique id. */
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * The use cases of repairs. Does not check permissions. Every call rejects with Unavailable if the repository does.
 */
export interface Repairs {
  /**
   * Returns a page, newest first.
   * @throws InvalidRequest with `field`.
   */
  list(tenantId: string, query: RepairQuery): Promise<RepairPage>;

  /**
   * Opaque version of the data; changes whenever a result of `list` may change. Undefined if computing it costs more
   * than reading a page. Read it before the page that is cached under it.
   */
  revision(): Promise<string | undefined>;

  /** @throws NotFound if the tenant has no repair with this id. */
  get(tenantId: string, id: string): Promise<Repair>;

  /**
   * Creates a repair. Status and date default to open and today (UTC).
   * @throws InvalidRequest with `field`.
   * @throws IdempotencyKeyReused if the key was used for another request.
   */
  create(tenantId: string, newRepair: NewRepair, idempotency?: Idempotency): Promise<Repair>;

  /**
   * Changes the given fields and returns the changed repair.
   * @throws InvalidRequest with `field`.
   * @throws NotFound if the tenant has no repair with this id.
   * @throws StaleVersion if the repair has another version.
   */
  update(tenantId: string, id: string, version: number, changes: RepairChanges): Promise<Repair>;

  /**
   * Deletes a repair permanently.
   * @throws NotFound if the tenant has no repair with this id.
   * @throws StaleVersion if the repair has another version.
   */
  remove(tenantId: string, id: string, version: number): Promise<void>;
}

/** Creates the use cases on a repository. */
export function createRepairs({ repository, newId, now }: RepairsOptions): Repairs {
  return {
    list: async (tenantId, query) => repository.list(tenantId, parseRepairQuery(query)),

    revision: () => repository.revision(),

    async get(tenantId, id) {
      return (await repository.find(tenantId, id)) ?? throwNotFound();
    },

    async create(tenantId, newRepair, idempotency) {
      const { title, description, assignedTo, date, image, status } = parseNewRepair(newRepair);
      const repair: Repair = {
        id: newId(),
        title,
        description,
        assignedTo,
        date: date ?? now().toISOString().slice(0, 10),
        image,
        status: status ?? 'open',
        version: 1,
      };
      return repository.create(tenantId, repair, idempotency);
    },

    async update(tenantId, id, version, changes) {
      return (await repository.update(tenantId, id, version, parseRepairChanges(changes))) ?? throwNotFound();
    },

    async remove(tenantId, id, version) {
      if (!(await repository.remove(tenantId, id, version))) {
        throwNotFound();
      }
    },
  };
}

/** The same message whether the id does not exist or belongs to another tenant. */
function throwNotFound(): never {
  throw new NotFound('There is no such repair. It may have been deleted.');
}
