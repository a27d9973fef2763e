import { fileURLToPath } from 'node:url';
import { botEnvironment } from '../support/bot-environment.ts';
import { fabrikam, type TestIssuer } from '../support/issuer.ts';
import { benchTenant } from './fill-storage.ts';

/** The app as built by `npm run build`. */
export const builtApp = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Returns settings for the built app with a data folder, on a free port. */
export function toAppEnvironment(issuer: TestIssuer, folder: string): Record<string, string> {
  const { profile, issuer: name, audience, jwksUri } = issuer.settings();
  return {
    PUBLIC_URL: 'https://repairs.example.com',
    PORT: '0',
    DATA_FOLDER: folder,
    OAUTH_PROFILE: profile,
    OAUTH_ISSUER: name,
    OAUTH_AUDIENCE: audience,
    OAUTH_JWKS_URI: jwksUri,
    OAUTH_ALLOWED_TENANTS: `${benchTenant},${fabrikam}`,
    ...botEnvironment,
  };
}
