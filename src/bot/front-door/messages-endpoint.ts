import { AppError, InvalidRequest } from '../../foundation/errors.ts';
import type { GuardedRoute } from '../../foundation/http.ts';
import type { KeySet } from '../../jwt/key-set.ts';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { createVerifiedTokens } from '../../jwt/verified-tokens.ts';
import { parseActivity } from '../turn/inbound-activity.ts';
import type { Adapter, RunTurn } from './create-adapter.ts';
import { verifyActivity } from './verify-activity.ts';
import { type ConnectorIdentity, type ConnectorTokenRules, verifyConnectorToken } from './verify-connector-token.ts';

export interface MessagesEndpointOptions {
  readonly rules: ConnectorTokenRules;
  /** Allowed prefixes of service URLs; each ends with a slash. */
  readonly serviceUrls: readonly string[];
  readonly keys: KeySet;
  readonly adapter: Adapter;
  readonly runTurn: RunTurn;
  readonly now: () => Date;
}

/**
 * The front door of the bot, `POST /api/messages`. It verifies the connector token before the body is read, parses the
 * body, verifies the activity against the token, and only then runs the turn. The reason for a 401 goes to the log
 * only.
 */
export function createMessagesEndpoint(options: MessagesEndpointOptions): GuardedRoute['admit'] {
  const { rules, serviceUrls, keys, adapter, runTurn, now } = options;
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
    const identity = await identify(authorization).catch(unauthorized);
    return async ({ body }) => {
      const activity = parseActivity(body);
      try {
        verifyActivity(activity, identity, serviceUrls);
      } catch (fault) {
        unauthorized(fault);
      }
      return adapter.run(activity, identity, runTurn);
    };
  };
}

/** Converts the rejection of a token to a 401; rethrows anything else. */
function unauthorized(fault: unknown): never {
  if (!(fault instanceof TokenRefused || fault instanceof InvalidRequest)) {
    throw fault;
  }
  throw new AppError(401, 'unauthorized', 'Only the channel of the bot may call this address.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
    detail: (fault instanceof InvalidRequest ? fault.detail : undefined) ?? fault.message,
  });
}
