import { AppError, Unavailable } from '../../foundation/errors.ts';
import type { ChannelCall, ChannelCaller } from './call-channel.ts';
import { isAllowedServiceUrl } from './is-allowed-service-url.ts';

/** 502: Teams refused a message. */
class NotSent extends AppError {
  constructor(status: number) {
    super(502, 'not_sent', 'Teams refused the message.', { detail: `the connector answered ${status}` });
  }
}

/** Address of a conversation; an inbound activity contains it. */
export interface ConversationAddress {
  readonly serviceUrl: string;
  readonly conversation: { readonly id: string };
}

/**
 * Sends activities into conversations (Bot Connector REST API, v3).
 * @throws Error if the bot must not send to the service URL.
 * @throws NotSent, Unavailable
 */
export interface Connector {
  /** @param replyTo id of the activity to answer, if it has one. */
  send(to: ConversationAddress, activity: object, replyTo?: string | null): Promise<void>;
  /** Replaces an activity that the bot has sent. */
  update(to: ConversationAddress, activityId: string, activity: object): Promise<void>;
}

export interface ConnectorOptions {
  /** Allowed prefixes of service URLs; the bot sends its own token nowhere else. */
  readonly serviceUrls: readonly string[];
  readonly call: ChannelCaller;
}

export function createConnector({ serviceUrls, call }: ConnectorOptions): Connector {
  async function request(
    method: ChannelCall['method'],
    { serviceUrl, conversation }: ConversationAddress,
    activityId: string,
    body: object,
  ): Promise<void> {
    if (!isAllowedServiceUrl(serviceUrl, serviceUrls)) {
      throw new Error('The service URL is not on the allow-list.');
    }
    const base = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
    const url = activityId === '' ? base : `${base}/${encodeURIComponent(activityId)}`;
    const { status } = await call({ method, url, body });
    if (status === 429 || status >= 500) {
      throw new Unavailable('Teams is busy at the moment. Try again in a minute.', {
        detail: `the connector answered ${status}`,
      });
    }
    if (status < 200 || status > 299) {
      throw new NotSent(status);
    }
  }

  return {
    send: (to, activity, replyTo) => request('POST', to, replyTo ?? '', activity),
    update: (to, activityId, activity) => request('PUT', to, activityId, activity),
  };
}
