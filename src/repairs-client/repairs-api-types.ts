/** Generated from apiSpecFiles/repairs-openapi.json by `npm run generate`: change the document, not this file. */

/**
 * Status of the repair.
 *
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "RepairStatus".
 */
export type RepairStatus = 'open' | 'inProgress' | 'done';

/**
 * The query parameters of the list of repairs.
 */
export interface ListRepairsQuery {
  /**
   * Filter repairs by who they're assigned to
   */
  assignedTo?: string;
  /**
   * Filter repairs by their status
   */
  status?: 'open' | 'inProgress' | 'done';
  /**
   * Find repairs by words in their title or description
   */
  text?: string;
  /**
   * Maximum number of repairs per page
   */
  limit?: number;
  /**
   * `nextCursor` of the previous page
   */
  cursor?: string;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "Repair".
 */
export interface Repair {
  /**
   * The id of the repair.
   */
  id: string;
  /**
   * What needs to be repaired, in a few words.
   */
  title: string;
  /**
   * What is wrong and what needs to be done.
   */
  description: string;
  /**
   * Full name of the person who does the repair.
   */
  assignedTo: string;
  /**
   * Day of the repair, ISO 8601.
   */
  date: string;
  /**
   * URL of a picture, https only.
   */
  image?: string;
  status: RepairStatus;
  /**
   * Version of the repair; increases with every change.
   */
  version: number;
  /**
   * Address of the repair's page, https only.
   */
  url: string;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "RepairPage".
 */
export interface RepairPage {
  results: Repair[];
  /**
   * Cursor of the next page; absent on the last page.
   */
  nextCursor?: string;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "RepairExcerpt".
 */
export interface RepairExcerpt {
  /**
   * The id of the repair.
   */
  id: string;
  /**
   * What needs to be repaired, in a few words.
   */
  title: string;
  /**
   * Beginning of the description, on one line; ends with … if the description is longer.
   */
  excerpt: string;
  /**
   * Full name of the person who does the repair.
   */
  assignedTo: string;
  /**
   * Day of the repair, ISO 8601.
   */
  date: string;
  status: RepairStatus;
  /**
   * Version of the repair; increases with every change.
   */
  version: number;
  /**
   * Address of the repair's page, https only.
   */
  url: string;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "RepairExcerptPage".
 */
export interface RepairExcerptPage {
  /**
   * @maxItems 25
   */
  results: RepairExcerpt[];
  /**
   * Cursor of the next page; absent on the last page.
   */
  nextCursor?: string;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "NewRepair".
 */
export interface NewRepair {
  /**
   * What needs to be repaired, in a few words.
   */
  title: string;
  /**
   * What is wrong and what needs to be done.
   */
  description: string;
  /**
   * Full name of the person who does the repair.
   */
  assignedTo: string;
  /**
   * Day of the repair, ISO 8601.
   */
  date?: string;
  /**
   * URL of a picture, https only.
   */
  image?: string;
  status?: RepairStatus;
}
/**
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "RepairChanges".
 */
export interface RepairChanges {
  /**
   * What needs to be repaired, in a few words.
   */
  title?: string;
  /**
   * What is wrong and what needs to be done.
   */
  description?: string;
  /**
   * Full name of the person who does the repair.
   */
  assignedTo?: string;
  /**
   * Day of the repair, ISO 8601.
   */
  date?: string;
  /**
   * URL of a picture, https only.
   */
  image?: string;
  status?: RepairStatus;
  /**
   * The version that the person saw. The change is refused if the repair has another version by now.
   */
  version?: number;
}
/**
 * What went wrong (RFC 9457).
 *
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /**
   * A sentence that can be told to a person.
   */
  detail?: string;
  code?: string;
  /**
   * The invalid part of the request.
   */
  field?: string;
  requestId?: string;
  [k: string]: unknown;
}
/**
 * A problem (RFC 9457) with the current state of the repair.
 *
 * This interface was referenced by `ListRepairsQuery`'s JSON-Schema
 * via the `definition` "VersionConflict".
 */
export interface VersionConflict {
  type: string;
  title: string;
  status: number;
  /**
   * A sentence that can be told to a person.
   */
  detail?: string;
  code?: string;
  /**
   * The invalid part of the request.
   */
  field?: string;
  requestId?: string;
  current: Repair;
  [k: string]: unknown;
}
