import { createHash } from 'node:crypto';
import type { AnonymousContext } from './command-context.ts';

const dialogIdPattern = /^[A-Za-z0-9_-]{43}$/;

/** Returns the id of a dialog, the same for every delivery of the invoke that opens it. */
export function toDialogId({ user, activityId }: AnonymousContext): string {
  return digest('dialog', user.tenantId, user.id, activityId);
}

/** Parses the id of a submitted dialog; if it is missing or malformed, returns the one for this activity. */
export function parseDialogId(value: unknown, context: AnonymousContext): string {
  return typeof value === 'string' && dialogIdPattern.test(value) ? value : toDialogId(context);
}

/**
 * Returns the Idempotency-Key for a dialog: one dialog of one person creates one repair, however often it is submitted
 * or delivered. The key includes the person, because the id of the dialog is untrusted.
 */
export function toIdempotencyKey(dialogId: string, { user }: AnonymousContext): string {
  return digest('create', user.tenantId, user.id, dialogId);
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
