import { NotFound } from '../foundation/errors.ts';
import type { RepairPage, RepairQuery } from './query.ts';
import type { NewRepair, Repair, RepairChanges } from './repair.ts';
import type { Idempotency, RepairRepository } from './repository.ts';
import { parseNewRepair, parseRepairChanges, parseRepairQuery } from './rules.ts';

export interface RepairsOptions {
  readonly repository: RepairRepository;
  /** Gives an id that no repair ever had. */
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * What people can do with the repairs of their tenant. Whether they may is decided before. Every call may also be
 * refused with Unavailable, where the repository is.
 */
export interface Repairs {
  /**
   * Gives a page, newest first.
   * @throws InvalidRequest with `field`.
   */
  list(tenantId: string, query: RepairQuery): Promise<RepairPage>;

  /**
   * A text that is another one as soon as any answer of `list` may be; undefined where that is not known. To be asked
   * before the page it is kept with.
   */
  revision(): Promise<string | undefined>;

  /** @throws NotFound where the tenant has none of that id. */
  get(tenantId: string, id: string): Promise<Repair>;

  /**
   * Creates a repair: open and of today (UTC), unless told otherwise.
   * @throws InvalidRequest with `field`.
   * @throws IdempotencyKeyReused when the key was used for another request.
   */
  create(tenantId: string, newRepair: NewRepair, idempotency?: Idempotency): Promise<Repair>;

  /**
   * Changes the given fields and gives the repair as it is then.
   * @throws InvalidRequest with `field`.
   * @throws NotFound where the tenant has none of that id.
   * @throws PreconditionFailed when its version is another.
   */
  update(tenantId: string, id: string, version: number, changes: RepairChanges): Promise<Repair>;

  /**
   * Deletes for good.
   * @throws NotFound where the tenant has none of that id.
   * @throws PreconditionFailed when its version is another.
   */
  remove(tenantId: string, id: string, version: number): Promise<void>;
}

/** Creates the use cases on a repository. */
export function createRepairs({ repository, newId, now }: RepairsOptions): Repairs {
  return {
    list: async (tenantId, query) => repository.list(tenantId, parseRepairQuery(query)),

    revision: () => repository.revision(),

    async get(tenantId, id) {
      return (await repository.find(tenantId, id)) ?? refuseUnknown();
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
      return (await repository.update(tenantId, id, version, parseRepairChanges(changes))) ?? refuseUnknown();
    },

    async remove(tenantId, id, version) {
      if (!(await repository.remove(tenantId, id, version))) {
        refuseUnknown();
      }
    },
  };
}

/** The same sentence whether the id never was or belongs to another tenant. */
function refuseUnknown(): never {
  throw new NotFound('There is no such repair.');
}
