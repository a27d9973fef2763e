import type { Activity } from 'botbuilder';
import { TokenRefused } from '../../jwt/token-refused.ts';
import { isAllowedServiceUrl } from '../channel/is-allowed-service-url.ts';
import type { ConnectorIdentity } from './verify-connector-token.ts';

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
