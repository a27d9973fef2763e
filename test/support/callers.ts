/** Credentials of callers that are not persons. */
import { randomBytes } from 'node:crypto';
import { createServiceToken, toServiceTokenHash } from '../../src/authorization/service-tokens/service-token.ts';
import { contoso, type TokenOverrides } from './issuer.ts';

/** A token of the application `reporting`, by client credentials (RFC 9068 section 2.2). */
export const ofApplication = (claims: Readonly<Record<string, unknown>> = {}): TokenOverrides => ({
  claims: { sub: 'reporting', client_id: 'reporting', name: undefined, scope: undefined, ...claims },
});

export const reader = createServiceToken(randomBytes);
export const writer = createServiceToken(randomBytes);
/** The token that replaces `writer`. */
export const nextWriter = createServiceToken(randomBytes);
/** A token that the settings no longer contain. */
export const oldWriter = createServiceToken(randomBytes);

/** The settings of each kind of caller, for Contoso. */
export const settingsOf = {
  person: {},
  application: {},
  service: {
    SERVICE_TOKENS: [
      `dashboard:read:${toServiceTokenHash(reader)}`,
      `import:write:${toServiceTokenHash(writer)}`,
      `import:write:${toServiceTokenHash(nextWriter)}`,
    ].join(','),
    SERVICE_TENANT: contoso,
  },
  anonymous: { ANONYMOUS_TENANT: contoso, PUBLIC_URL: 'http://127.0.0.1:3978' },
} as const;
