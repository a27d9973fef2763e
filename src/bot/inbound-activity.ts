import type { Activity } from 'botbuilder';
import { InvalidRequest } from '../foundation/errors.ts';
import { TokenRefused } from '../jwt/token-refused.ts';
import type { ConnectorIdentity } from './verify-connector-token.ts';

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

/**
 * Holds an activity against the token it came with: a channel that the key may speak for, Teams; and a service URL that is
 * the token's to the letter and one of ours, because the bot sends its own token there.
 * @param serviceUrls what a service URL must begin with; each ends with a slash.
 * @throws TokenRefused
 */
export function verifyActivity(
  { channelId, serviceUrl }: Activity,
  identity: Pick<ConnectorIdentity, 'serviceUrl' | 'endorsements'>,
  serviceUrls: readonly string[],
): void {
  if (channelId !== 'msteams') {
    throw new TokenRefused('channelId is not msteams');
  }
  if (!identity.endorsements.includes(channelId)) {
    throw new TokenRefused('the key does not endorse the channel');
  }
  if (serviceUrl !== identity.serviceUrl) {
    throw new TokenRefused('serviceUrl is not that of the token');
  }
  if (!isAllowedServiceUrl(serviceUrl, serviceUrls)) {
    throw new TokenRefused('serviceUrl is not on the list');
  }
}

/** Whether the bot may send to this address; compared as parsed, so that neither dots nor user names deceive. */
export function isAllowedServiceUrl(serviceUrl: string, serviceUrls: readonly string[]): boolean {
  const url = URL.parse(serviceUrl);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return false;
  }
  const address = url.href.endsWith('/') ? url.href : `${url.href}/`;
  return !/%2e|%2f|%5c/i.test(address) && serviceUrls.some((prefix) => address.startsWith(prefix));
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
