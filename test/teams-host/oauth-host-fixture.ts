import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import { anAppPackage, oauthAuthorization } from '../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../support/scripted-api.ts';
import { type HostPage, type RunningTeamsHost, startTeamsHost } from '../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../support/token-endpoint.ts';
import { aClock, anOAuthRegistration } from './vault/vault-fixture.ts';

/** Returns an unsigned access token with the given claims. */
export const toToken = (claims: object): string =>
  `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

export const aToken = toToken({ sub: 'karin', scope: 'plants_read' });

/** A host with one OAuth app, its API and its authorization server, started for each test of a `describe`. */
export interface OAuthHostFixture {
  api(): ScriptedApi;
  server(): TokenEndpoint;
  host(): RunningTeamsHost;
  page(): HostPage;
  readonly clock: ReturnType<typeof aClock>;
  /** Restarts the host with a changed registration. */
  open(changes?: Parameters<typeof anOAuthRegistration>[1]): Promise<void>;
  /** Restarts the closed API on the same port. */
  reopenApi(): Promise<void>;
  run(): Promise<CommandAnswer>;
  /** Signs in as the pop-up does and returns the last page. */
  signIn(): Promise<Response>;
}

export function oauthHostFixture(): OAuthHostFixture {
  let api: ScriptedApi;
  let server: TokenEndpoint;
  let host: RunningTeamsHost;
  let page: HostPage;
  const clock = aClock(new Date().toISOString());

  const open = async (changes: Parameters<typeof anOAuthRegistration>[1] = {}): Promise<void> => {
    await host?.close();
    host = await startTeamsHost({
      appPackage: await anAppPackage({ server: `${api.url}/v1`, authorization: oauthAuthorization('garden') }),
      registrations: [anOAuthRegistration(server.origin, { id: 'garden', baseUrl: `${api.url}/v1`, ...changes })],
      now: clock.now,
    });
    page = await host.open();
  };

  beforeEach(async () => {
    api = await startScriptedApi();
    server = await startTokenEndpoint();
    server.on('/token', {
      body: { access_token: aToken, token_type: 'Bearer', expires_in: 300, refresh_token: 'rt1' },
    });
    await open();
  });
  afterEach(async () => {
    await host.close();
    await server.close();
    await api.close();
  });

  return {
    api: () => api,
    server: () => server,
    host: () => host,
    page: () => page,
    clock,
    open,
    async reopenApi() {
      api = await startScriptedApi(api.port);
    },
    run: () => page.run('showPlant', { id: '1' }),
    async signIn() {
      const start = await page.get('/sign-in/garden');
      const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
      return page.get(`/api/platform/v1.0/oAuthRedirect?code=a-code&state=${state}`);
    },
  };
}
