import { InvalidRequest } from '../../foundation/errors.ts';
import { member, textMember } from '../../foundation/json-value.ts';

/** The sign-in that a bot requests. The state is unsigned, so every part must be verified. */
export interface SignInState {
  readonly connectionName: string;
  /** Empty if the state does not name the app id of the bot. */
  readonly appId: string;
  readonly userId: string;
  readonly botId: string;
  readonly conversationId: string;
  readonly channelId: string;
}

const maxLength = 16 * 1024;

/**
 * Parses the `state` of GetSignInResource: base64 of JSON `{ connectionName, conversation, relatesTo, msAppId }`. Bots
 * of the Microsoft 365 Agents SDK may omit `msAppId`, and use `agent` in place of `bot`.
 * @throws InvalidRequest if the state is malformed or a required part is missing.
 */
export function parseSignInState(state: string | null): SignInState {
  const value = parse(state ?? '');
  const conversation = member(value, 'conversation');
  const id = (name: string): string => textMember(member(conversation, name), 'id') ?? '';
  const needed = {
    connectionName: textMember(value, 'connectionName') ?? '',
    userId: id('user'),
    botId: id('bot') || id('agent'),
    conversationId: id('conversation'),
    channelId: textMember(conversation, 'channelId') ?? '',
  };
  const missing = Object.entries(needed).find(([, text]) => text === '')?.[0];
  if (missing !== undefined) {
    throw new InvalidRequest(`The state has no "${missing}".`, { field: 'state' });
  }
  return { ...needed, appId: (textMember(value, 'msAppId') ?? '').toLowerCase() };
}

function parse(state: string): unknown {
  if (state === '' || state.length > maxLength || !/^[\w+/-]+={0,2}$/.test(state)) {
    throw new InvalidRequest('The state is not base64.', { field: 'state' });
  }
  try {
    return JSON.parse(Buffer.from(state, 'base64').toString('utf8'));
  } catch {
    throw new InvalidRequest('The state is not base64 of JSON.', { field: 'state' });
  }
}
