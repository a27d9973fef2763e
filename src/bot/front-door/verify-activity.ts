import { TokenRefused } from '../../jwt/token-refused.ts';
import { isAllowedServiceUrl } from '../channel/is-allowed-service-url.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';
import type { ConnectorIdentity } from './verify-connector-token.ts';

/**
 * Verifies an activity against the token it came with: its channel is Teams and endorsed by the signing key, and its
 * service URL is exactly that of the token and on the allow-list, because the bot sends its own token there.
 * @param serviceUrls allowed prefixes of service URLs; each ends with a slash.
 * @throws TokenRefused
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function verifyActivity(
  { channelId, serviceUrl }: Pick<InboundActivity, 'channelId' | 'serviceUrl'>,
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
    throw new TokenRefused('serviceUrl is not on the allow-list');
  }
}
