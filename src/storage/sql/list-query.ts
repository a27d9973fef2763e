import { type Kysely, sql } from 'kysely';
import type { RepairQuery } from '../../repairs/query.ts';
import type { RepairStatus } from '../../repairs/repair.ts';
import { parseCursor } from './position.ts';
import type { Schema } from './schema.ts';
import type { Search, SearchIndex } from './search-index.ts';
import { toNameSearch, toSearchWords } from './words.ts';

const columns = [
  'r.position',
  'r.tenant_id',
  'r.id',
  'r.title',
  'r.description',
  'r.assigned_to',
  'r.date',
  'r.image',
  'r.status',
  'r.version',
] as const;

/**
 * Builds the query for a page plus one row, newest first; undefined if nothing can match. Each combination of filters
 * starts at the index that has its rows in order, so that the query reads one page and not the whole tenant; a cross
 * join keeps the database from reordering the tables.
 * @throws InvalidRequest with field `cursor` for an invalid cursor.
 */
export function toListQuery(db: Kysely<Schema>, index: SearchIndex, tenantId: string, query: RepairQuery) {
  const { status, limit, assignedTo, text } = query;
  const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  const page: Page = { tenantId, status, before, limit };
  if (assignedTo === undefined && text === undefined) {
    return selectAll(db, page);
  }
  const name = assignedTo === undefined ? undefined : toNameSearch(assignedTo);
  const words = text === undefined ? [] : toSearchWords(text);
  const isEmpty = (assignedTo !== undefined && name === undefined) || (text !== undefined && words.length === 0);
  return isEmpty ? undefined : selectFromIndex(db, index, page, { tenantId, status, words, name });
}

interface Page {
  readonly tenantId: string;
  readonly status: RepairStatus | undefined;
  /** Only positions below this one. */
  readonly before: number | undefined;
  readonly limit: number;
}

function selectAll(db: Kysely<Schema>, { tenantId, status, before, limit }: Page) {
  let select = db.selectFrom('repairs as r').select(columns).where('r.tenant_id', '=', tenantId);
  if (status !== undefined) {
    select = select.where('r.status', '=', status);
  }
  if (before !== undefined) {
    select = select.where('r.position', '<', toInteger(before));
  }
  return select.orderBy('r.position', 'desc').limit(limit + 1);
}

function selectFromIndex(db: Kysely<Schema>, index: SearchIndex, { before, limit }: Page, search: Search) {
  const { tenantId, status } = search;
  let select = db
    .selectFrom(index.matches(search).as('m'))
    .crossJoin('repairs as r')
    .select(columns)
    .whereRef('r.position', '=', 'm.position')
    .where('r.tenant_id', '=', tenantId);
  if (status !== undefined) {
    select = select.where('r.status', '=', status);
  }
  if (before !== undefined) {
    select = select.where('m.position', '<', toInteger(before));
  }
  return select.orderBy('m.position', 'desc').limit(limit + 1);
}

/** Drivers bind a large number as floating point, which the full-text index of SQLite cannot seek. */
function toInteger(position: number) {
  return sql<number>`${BigInt(position)}`;
}
