import type { Activity } from 'botbuilder';
import { InvalidRequest } from '../../foundation/errors.ts';

const longest = 2048;

/**
 * Reads what was posted to the bot as an activity: an object that says what it is, where it comes from, and who speaks to
 * whom. Everything else in it stays untrusted.
 * @throws InvalidRequest with `field`.
 */
export function parseActivity(body: unknown): Activity {
  if (!isObject(body)) {
    throw new InvalidRequest('The body must be an activity.');
  }
  for (const field of ['type', 'channelId', 'serviceUrl']) {
    if (!isText(body[field])) {
      throw malformed(field);
    }
  }
  for (const field of ['from', 'recipient', 'conversation']) {
    const account = body[field];
    if (!isObject(account) || !isText(account.id)) {
      throw malformed(field);
    }
  }
  for (const field of ['id', 'name', 'text', 'locale', 'replyToId']) {
    if (body[field] !== undefined && body[field] !== null && typeof body[field] !== 'string') {
      throw malformed(field);
    }
  }
  if (body.type === 'invoke' && !isText(body.name)) {
    throw malformed('name');
  }
  return body as unknown as Activity;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longest;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(field: string): InvalidRequest {
  return new InvalidRequest(`The activity's ${field} is missing or malformed.`, { field });
}
