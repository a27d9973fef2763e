import { ofApplication, settingsOf, writer } from '../support/callers.ts';
import { apiClient, opaqueAudience, startIntrospectionServer } from '../support/introspection-server.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { builtApp, toAppEnvironment } from './app-environment.ts';
import { benchTenant } from './fill-storage.ts';
import { measureInTurns } from './measure-in-turns.ts';
import type { Figures } from './print-table.ts';
import { startProcess } from './start-process.ts';

interface Options {
  readonly issuer: TestIssuer;
  readonly folder: string;
  readonly token: string;
  readonly seconds: number;
}

/**
 * Measures the rate of the cached first page for each kind of caller of one app, and compares it with that of a person
 * with a JWT. The opaque token is introspected during the warm-up, and then cached.
 */
export async function measureCallers({ issuer, folder, token, seconds }: Options): Promise<Figures> {
  const introspection = await startIntrospectionServer(issuer, () => new Date());
  introspection.answer({ claims: { tid: benchTenant } });
  const app = await startProcess(builtApp, {
    ...toAppEnvironment(issuer, folder),
    API_CALLERS: 'person,opaque,application,service,anonymous',
    OAUTH_INTROSPECTION_URL: introspection.url,
    OAUTH_INTROSPECTION_CLIENT_ID: apiClient.id,
    OAUTH_INTROSPECTION_CLIENT_SECRET: apiClient.secret,
    OAUTH_INTROSPECTION_AUDIENCE: opaqueAudience,
    ...settingsOf.service,
    ...settingsOf.anonymous,
    SERVICE_TENANT: benchTenant,
    ANONYMOUS_TENANT: benchTenant,
  });
  const application = ofApplication({ tid: benchTenant, roles: ['Repairs.Read.All'] });
  const credentials = {
    'person, JWT': token,
    'person, opaque token (introspected, cached)': '2YotnFZFEjr1zCsicMWpAA',
    'application, JWT': issuer.accessToken(application),
    'service, service token': writer,
  };
  const url = `${app.url}/api/repairs`;
  const callers = Object.entries(credentials).map(([name, credential]) => ({
    name,
    server: app,
    load: { url, headers: { Authorization: `Bearer ${credential}` } },
  }));
  try {
    return await measureInTurns(seconds, 'ratio to a person', [
      ...callers,
      { name: 'anonymous', server: app, load: { url } },
    ]);
  } finally {
    await app.stop();
    await introspection.close();
  }
}
