import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret with what a caller sent, in constant time, whatever the lengths of both. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
