import { InvalidRequest } from '../../foundation/errors.ts';
import { member, textMember } from '../../foundation/json-value.ts';

/** What a bot says a sign-in is for; every part of it is checked against what the host knows. */
export interface SignInState {
  readonly connectionName: string;
  /** Empty where it leaves open which bot asks. */
  readonly appId: string;
  readonly userId: string;
  readonly botId: string;
  readonly conversationId: string;
  readonly channelId: string;
}

const longest = 16 * 1024;

/**
 * Takes the `state` of GetSignInResource: base64 of JSON `{ connectionName, conversation, relatesTo, msAppId }`. It is not signed.
 * Bots of the Microsoft 365 Agents SDK may say nothing of `msAppId`, and call the bot `agent`.
 * @throws InvalidRequest
 */
export function parseSignInState(state: string | null): SignInState {
  const value = parse(state ?? '');
  const conversation = member(value, 'conversation');
  const id = (name: string): string => textMember(member(conversation, name), 'id') ?? '';
  const parsed = {
    connectionName: textMember(value, 'connectionName') ?? '',
    appId: (textMember(value, 'msAppId') ?? '').toLowerCase(),
    userId: id('user'),
    botId: id('bot') || id('agent'),
    conversationId: id('conversation'),
    channelId: textMember(conversation, 'channelId') ?? '',
  };
  const { appId: _, ...needed } = parsed;
  const missing = Object.entries(needed).find(([, text]) => text === '')?.[0];
  if (missing !== undefined) {
    throw new InvalidRequest(`The state says nothing of "${missing}".`, { field: 'state' });
  }
  return parsed;
}

function parse(state: string): unknown {
  if (state === '' || state.length > longest || !/^[\w+/-]+={0,2}$/.test(state)) {
    throw new InvalidRequest('The state is not base64.', { field: 'state' });
  }
  try {
    return JSON.parse(Buffer.from(state, 'base64').toString('utf8'));
  } catch {
    throw new InvalidRequest('The state is not base64 of JSON.', { field: 'state' });
  }
}
