import { InvalidRequest } from '../../foundation/errors.ts';
import { isJsonObject } from '../../foundation/json-value.ts';

/**
 * The fields that the bot reads of an incoming activity. Those of type `unknown` are not validated.
 * @see https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
 */
export interface InboundActivity {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  /** The sender: the person's account in the channel. */
  readonly from: { readonly id: string; readonly name?: unknown; readonly aadObjectId?: unknown };
  /** The bot's account in the channel. */
  readonly recipient: { readonly id: string };
  readonly conversation: { readonly id: string; readonly conversationType?: unknown; readonly tenantId?: unknown };
  readonly id?: string | null;
  /** Name of the operation; never empty in an invoke. */
  readonly name?: string | null;
  readonly text?: string | null;
  readonly locale?: string | null;
  readonly replyToId?: string | null;
  readonly value?: unknown;
  readonly action?: unknown;
  readonly attachments?: unknown;
  readonly channelData?: unknown;
  readonly entities?: unknown;
  readonly localTimestamp?: unknown;
  readonly relatesTo?: unknown;
}

const maximumLength = 2048;

/**
 * Parses the body of a request to the bot: an object with a type, a channel, a service URL, a sender, a recipient and a
 * conversation. Does not compare it with the token of the request; `verifyActivity` does.
 * @throws InvalidRequest with `field`.
 */
export function parseActivity(body: unknown): InboundActivity {
  assertActivity(body);
  return body;
}

function assertActivity(body: unknown): asserts body is InboundActivity {
  if (!isJsonObject(body)) {
    throw new InvalidRequest('The body must be an activity.');
  }
  for (const field of ['type', 'channelId', 'serviceUrl']) {
    if (!isText(body[field])) {
      throw malformed(field);
    }
  }
  for (const field of ['from', 'recipient', 'conversation']) {
    const account = body[field];
    if (!isJsonObject(account) || !isText(account.id)) {
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
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maximumLength;
}

function malformed(field: string): InvalidRequest {
  return new InvalidRequest(`The activity's ${field} is missing or malformed.`, { field });
}
