import { createServiceToken, toServiceTokenHash } from '../../authorization/service-tokens/service-token.ts';
import type { GenerateCommand } from './read-arguments.ts';

/**
 * Creates a service token.
 * @param randomBytes cryptographically secure.
 * @returns the token, its digest and what to do with both, as text for the person; nothing else keeps the token.
 */
export function generateServiceToken({ id, right }: GenerateCommand, randomBytes: (size: number) => Buffer): string {
  const token = createServiceToken(randomBytes);
  const hash = toServiceTokenHash(token);
  return `Service token of ${id}, shown only now. Give it to the service, which sends it as Authorization: Bearer:

  ${token}

SHA-256 of the token:

  ${hash}

Settings of the app (it needs no more than the digest):

  API_CALLERS      add service, for example person,service
  SERVICE_TOKENS   add ${id}:${right}:${hash}
  SERVICE_TENANT   the id of the tenant whose repairs it has access to

To replace a token, add the new digest beside the old one (at most two for a service), give the service the new token,
and then remove the old digest.
`;
}
