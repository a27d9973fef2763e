import { createHash, timingSafeEqual } from 'node:crypto';
import { TokenRefused } from '../../jwt/token-refused.ts';
import type { AuthorizationSettings } from '../callers/authorization-settings.ts';
import type { Service } from '../callers/principal.ts';
import { isServiceToken } from './service-token.ts';

export interface ServiceTokens {
  /** Verifies a service token. Does not check rights. @throws TokenRefused */
  identify(token: string): Service;
}

/** Creates the verification of service tokens. Without settings, every token is refused. */
export function createServiceTokens(settings: AuthorizationSettings['services']): ServiceTokens {
  const known = (settings?.tokens ?? []).map(({ id, right, sha256 }) => ({
    digest: Buffer.from(sha256, 'hex'),
    service: { kind: 'service', tenantId: settings?.tenantId ?? '', serviceId: id, right } satisfies Service,
  }));
  return {
    identify(token) {
      if (!isServiceToken(token)) {
        throw new TokenRefused('not a complete service token');
      }
      const digest = createHash('sha256').update(token).digest();
      // Compares with all, so that the time does not depend on which of them matches.
      const matching = known.filter((candidate) => timingSafeEqual(candidate.digest, digest));
      const [match] = matching;
      if (match === undefined) {
        throw new TokenRefused('an unknown service token');
      }
      return match.service;
    },
  };
}
