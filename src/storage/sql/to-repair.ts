import type { Repair } from '../../repairs/repair.ts';
import type { RepairRow } from './schema.ts';

export function toRepair(row: RepairRow): Repair {
  const { id, title, description, assigned_to, date, image, status, version } = row;
  return { id, title, description, assignedTo: assigned_to, date, image: image ?? undefined, status, version };
}

/** Converts a repair to its row. @param position result of `toPosition`. */
export function toRow(tenantId: string, repair: Repair, position: number): RepairRow {
  const { id, title, description, assignedTo, date, image, status, version } = repair;
  return {
    position,
    tenant_id: tenantId,
    id,
    title,
    description,
    assigned_to: assignedTo,
    date,
    image: image ?? null,
    status,
    version,
  };
}
