import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import type { GuardedRoute } from '../../foundation/http.ts';
import type { KeySet } from '../../jwt/key-set.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { createVerifiedTokens } from '../../jwt/verified-tokens.ts';
import type { BotSettings } from '../bot-settings.ts';
import { parseActivity } from '../turn/inbound-activity.ts';
import type { Adapter, RunTurn } from './create-adapter.ts';
import { verifyActivity } from './verify-activity.ts';
import { type ConnectorIdentity, verifyConnectorToken } from './verify-connector-token.ts';

export interface MessagesEndpointOptions {
  readonly settings: BotSettings;
  readonly keys: KeySet;
  readonly adapter: Adapter;
  readonly dispatch: RunTurn;
  readonly now: () => Date;
}

/**
 * The front door of the bot, `POST /api/messages`: who calls is judged before the body is read, then the body, then both
 * against each other, and only then does the SDK see any of it. 401 and 400 say no more than that.
 */
export function createMessagesEndpoint(options: MessagesEndpointOptions): GuardedRoute['admit'] {
  const { settings, keys, adapter, dispatch, now } = options;
  const rules = { issuer: settings.channel.issuer, audience: settings.appId };
  const verified = createVerifiedTokens<ConnectorIdentity>();

  async function identify(authorization: string): Promise<ConnectorIdentity> {
    const known = verified.find(authorization, now());
    if (known !== undefined) {
      return known;
    }
    const identity = await verifyConnectorToken(authorization, rules, keys, now());
    verified.remember(authorization, identity, identity.expires, now());
    return identity;
  }

  return async ({ headers: { authorization = '' } }) => {
    const identity = await refusing(() => identify(authorization));
    return async ({ body }) => {
      const activity = parseActivity(body);
      await refusing(() => verifyActivity(activity, identity, settings.serviceUrls));
      const answer = await adapter.run(activity, authorization, dispatch);
      if (answer.status === 401) {
        throw createRefusal('the SDK does not believe the token');
      }
      return answer;
    };
  };
}

async function refusing<Value>(verify: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await verify();
  } catch (fault) {
    throw fault instanceof TokenRefused || fault instanceof InvalidRequest ? createRefusal(fault) : fault;
  }
}

function createRefusal(reason: TokenRefused | InvalidRequest | string): AppError {
  const detail =
    typeof reason === 'string' ? reason : reason instanceof InvalidRequest ? reason.detail : reason.message;
  return new AppError(401, 'unauthorized', 'This address is for the channel of the bot alone.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
    ...(detail === undefined ? {} : { detail }),
  });
}
