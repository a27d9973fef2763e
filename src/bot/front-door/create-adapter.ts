import type { Activity } from 'botbuilder';
// The main entry of the package also loads Teams dialogs, transcripts, skills and SharePoint: a fifth of its load time.
import { CloudAdapter } from 'botbuilder/lib/cloudAdapter.js';
import { type AuthenticateRequestResult, ClaimsIdentity } from 'botframework-connector';
import { type HttpResponse, json } from '../../foundation/http.ts';
import type { Log } from '../../foundation/log.ts';
import type { InvokeResponse } from '../invokes/invoke-kind.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import { RefusingAuthentication } from './refusing-authentication.ts';
import type { ConnectorIdentity } from './verify-connector-token.ts';

/** Answers one activity; returns the invoke response of an invoke. */
export type RunTurn = (activity: InboundActivity) => Promise<InvokeResponse | undefined>;

export interface Adapter {
  /**
   * Runs the turn of a verified activity.
   * @param identity result of verifying the connector token of the request.
   * @returns the invoke response, a bare 200 for any other activity, or a bare 500 if the turn throws.
   */
  run(activity: InboundActivity, identity: ConnectorIdentity, turn: RunTurn): Promise<HttpResponse>;
}

export interface AdapterOptions {
  /** The bot's app id. */
  readonly appId: string;
  /** Resource that the bot's own tokens are issued for. */
  readonly connectorScope: string;
  readonly log: Log;
}

/**
 * Wraps the SDK's adapter. Bypasses its HTTP part, which would parse the request a second time and reveal the cause of
 * errors.
 */
export function createAdapter({ appId, connectorScope, log }: AdapterOptions): Adapter {
  const authentication = new RefusingAuthentication();
  const connectorFactory = authentication.createConnectorFactory();
  const adapter = new CloudAdapter(authentication);

  function toResult({ serviceUrl }: ConnectorIdentity): AuthenticateRequestResult {
    const claims = [
      { type: 'aud', value: appId },
      { type: 'serviceurl', value: serviceUrl },
    ];
    return {
      audience: connectorScope,
      callerId: 'urn:botframework:azure',
      claimsIdentity: new ClaimsIdentity(claims, true),
      connectorFactory,
    };
  }

  return {
    async run(activity, identity, turn) {
      // The SDK is compiled to generator functions, and each call of one keeps its arguments in memory until the next
      // full garbage collection. So the result is removed from the object that they refer to.
      const outcome: { taken?: Promise<InvokeResponse | undefined> } = {};
      try {
        // The SDK's type requires fields that Teams leaves out and the SDK does not need.
        await adapter.processActivityDirect(toResult(identity), activity as Activity, async () => {
          outcome.taken = turn(activity);
          await outcome.taken.catch(() => undefined);
        });
        const { taken } = outcome;
        delete outcome.taken;
        const { status, body } = (await taken) ?? { status: 200 };
        return body === undefined ? { status } : json(status, body);
      } catch (cause) {
        log.error('turn: failed', { activity: activity.type, name: activity.name, cause });
        return { status: 500 };
      }
    },
  };
}
