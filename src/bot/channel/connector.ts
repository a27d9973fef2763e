import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { AppError, Unavailable } from '../../foundation/errors.ts';
import type { ChannelCaller } from './call-channel.ts';
import type { HttpAnswer } from './http-client.ts';
import { isAllowedServiceUrl } from './is-allowed-service-url.ts';

/** A message did not reach the conversation. */
export class NotSent extends AppError {
  constructor(status: number) {
    super(502, 'not_sent', 'Teams did not take the message.', { detail: `the connector answered ${status}` });
  }
}

/**
 * Sends into conversations (Bot Connector REST API, v3): as much of the SDK's client as its adapter uses, over a connection
 * that is kept, with bounded tries. The SDK's own is made anew for every request and waits without bounds.
 * @param serviceUrls where the bot may send to.
 * @throws Error where the service URL is not among them; the bot's token goes nowhere else.
 */
export function createConnector(
  serviceUrl: string,
  serviceUrls: readonly string[],
  call: ChannelCaller,
): Pick<ConnectorClient, 'conversations'> {
  if (!isAllowedServiceUrl(serviceUrl, serviceUrls)) {
    throw new Error('The service URL is not on the list.');
  }
  const base = `${serviceUrl.replace(/\/+$/, '')}/v3/conversations`;
  const activities = (conversationId: string, activityId?: string): string =>
    [
      base,
      encodeURIComponent(conversationId),
      'activities',
      ...(activityId ? [encodeURIComponent(activityId)] : []),
    ].join('/');

  const conversations = {
    async sendToConversation(conversationId: string, activity: Partial<Activity>) {
      return toResource(await call({ method: 'POST', url: activities(conversationId), body: activity }));
    },
    async replyToActivity(conversationId: string, activityId: string, activity: Partial<Activity>) {
      return toResource(await call({ method: 'POST', url: activities(conversationId, activityId), body: activity }));
    },
    async updateActivity(conversationId: string, activityId: string, activity: Partial<Activity>) {
      return toResource(await call({ method: 'PUT', url: activities(conversationId, activityId), body: activity }));
    },
    async deleteActivity(conversationId: string, activityId: string) {
      return toResource(await call({ method: 'DELETE', url: activities(conversationId, activityId) }));
    },
  };
  return { conversations: conversations as unknown as ConnectorClient['conversations'] };
}

function toResource({ status, text }: HttpAnswer): { id: string } {
  if (status === 429 || status >= 500) {
    throw new Unavailable('Teams is busy at the moment. Try again in a minute.', {
      detail: `the connector answered ${status}`,
    });
  }
  if (status < 200 || status > 299) {
    throw new NotSent(status);
  }
  try {
    const { id } = Object(JSON.parse(text)) as { id?: unknown };
    return { id: typeof id === 'string' ? id : '' };
  } catch {
    return { id: '' };
  }
}
