import { LRUCache } from 'lru-cache';
import { type ResultAttachment, type SerializedResult, serializeResult } from './attachment.ts';
import type { VersionedCardRepair } from './repair-card.ts';
import type { RepairPreviewOptions } from './repair-preview.ts';

/** Each takes a few kilobytes, including its key. */
const maximumResults = 500;

type Arguments = readonly [versioned: VersionedCardRepair, options: RepairPreviewOptions];

export type ToRepairResult = (...args: Arguments) => SerializedResult;

/**
 * Caches results, which are the same for every person who finds a repair: a search shows up to 25 of them, and
 * expanding their templates would cost more than everything else the bot does for that search.
 * @param toResult must return equal results for arguments with the same JSON.
 * @returns frozen results, because they are shared.
 */
export function cacheResults(toResult: (...args: Arguments) => ResultAttachment): ToRepairResult {
  const cache = new LRUCache<string, SerializedResult>({ max: maximumResults });
  return (versioned, options) => {
    const key = JSON.stringify([versioned, options]);
    let result = cache.get(key);
    if (result === undefined) {
      const attachment = toResult(versioned, options);
      freeze(attachment);
      result = serializeResult(attachment);
      cache.set(key, result);
    }
    return result;
  };
}

function freeze(value: unknown): void {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
}
