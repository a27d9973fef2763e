import { createHash } from 'node:crypto';
import type { AnonymousContext } from './command-context.ts';

const dialogIdPattern = /^[A-Za-z0-9_-]{43}$/;

/** Names a dialog when it is opened; every delivery of the invoke that opens it gives the same name. */
export function toDialogId({ user, activityId }: AnonymousContext): string {
  return digest('dialog', user.tenantId, user.id, activityId);
}

/** The dialog's name as it came back; a dialog of its own for the activity where it is none of ours. */
export function parseDialogId(value: unknown, context: AnonymousContext): string {
  return typeof value === 'string' && dialogIdPattern.test(value) ? value : toDialogId(context);
}

/**
 * The Idempotency-Key of what a dialog creates: one dialog of one person makes one repair, however often it is sent or
 * delivered. Bound to the person, as the name comes back from outside.
 */
export function toIdempotencyKey(dialogId: string, { user }: AnonymousContext): string {
  return digest('create', user.tenantId, user.id, dialogId);
}

const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
