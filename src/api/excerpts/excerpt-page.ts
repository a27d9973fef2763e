import type { RepairPage } from '../../repairs/query.ts';
import type { Repair } from '../../repairs/repair.ts';
import { countTokens } from './count-tokens.ts';
import { toExcerpt } from './to-excerpt.ts';

/**
 * What Microsoft 365 Copilot passes on of the response of a function at most.
 * @see https://learn.microsoft.com/microsoft-365-copilot/extensibility/declarative-agent-architecture
 */
const maximumTokens = 4096;

/** Lengths of excerpts in characters, in the order in which they are tried. */
const excerptLengths = [200, 120, 60] as const;
const shortest = excerptLengths[2];

export interface ExcerptPageOptions {
  /** Maximum number of repairs, 1 or more. */
  readonly limit: number;
  /** Returns the first repairs of the page, at most as many as given. */
  readonly list: (limit: number) => Promise<RepairPage>;
  /** Returns the address of the page of a repair. */
  readonly toPageUrl: (id: string) => string;
}

/**
 * Builds a page of excerpts as JSON that has at most 4,096 tokens, whatever the repairs contain: shortens the excerpts,
 * and if that is not enough ends the page earlier, so that `nextCursor` continues there. A single repair always fits.
 */
export async function buildExcerptPage({ limit, list, toPageUrl }: ExcerptPageOptions): Promise<string> {
  for (let count = limit; ; ) {
    const page = await list(count);
    for (const length of excerptLengths) {
      const text = JSON.stringify(toPage(page, length, toPageUrl));
      if ((await countTokens(text)) <= maximumTokens) {
        return text;
      }
    }
    count = await countFitting(page, toPageUrl);
  }
}

function toPage({ results, nextCursor }: RepairPage, length: number, toPageUrl: ExcerptPageOptions['toPageUrl']) {
  return { results: results.map((repair) => toRepairExcerpt(repair, length, toPageUrl(repair.id))), nextCursor };
}

function toRepairExcerpt(repair: Repair, length: number, url: string) {
  const { id, title, description, assignedTo, date, status, version } = repair;
  return { id, title, excerpt: toExcerpt(description, length), assignedTo, date, status, version, url };
}

/** Tokens of a page without repairs, with a cursor. */
const envelope = 64;

/** Returns how many repairs of a page that is too large fit: at least one, and fewer than the page has. */
async function countFitting({ results }: RepairPage, toPageUrl: ExcerptPageOptions['toPageUrl']): Promise<number> {
  let left = maximumTokens - envelope;
  let count = 0;
  for (const repair of results) {
    left -= await countTokens(JSON.stringify(toRepairExcerpt(repair, shortest, toPageUrl(repair.id))));
    if (left < 0) {
      break;
    }
    count += 1;
  }
  return Math.max(1, Math.min(count, results.length - 1));
}
