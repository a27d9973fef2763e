import type { Registration } from '../../../src/teams-host/vault/registration.ts';
import type { AgentView, FunctionAnswer, FunctionResult } from '../../../src/teams-host/wire/agent.ts';
import type { FlowRecord } from '../../../src/teams-host/wire/hop.ts';
import type { LoadedApp } from '../../../src/teams-host/wire/loaded-app.ts';
import { type AgentOverrides, anAgentPackage } from '../../support/an-agent-package.ts';
import { gardenAppId } from '../../support/an-app-package.ts';
import { type ScriptedApi, startScriptedApi } from '../../support/scripted-api.ts';
import {
  type HostPage,
  type RunningTeamsHost,
  startTeamsHost,
  type TestHostOptions,
} from '../../support/start-teams-host.ts';
import { startTokenEndpoint, type TokenEndpoint } from '../../support/token-endpoint.ts';
import { toToken } from '../oauth-host-fixture.ts';
import { aClock } from '../vault/vault-fixture.ts';

export const aToken = toToken({ sub: 'karin', scope: 'garden' });

/** The arguments of a call, and the consent that goes with them. */
export interface Call {
  readonly functionName: string;
  readonly arguments?: object;
  readonly consent?: { readonly id: string; readonly always?: boolean } | undefined;
  readonly pluginId?: string;
}

export interface OpenOptions {
  readonly agent?: AgentOverrides;
  /** The registrations for the running API and authorization server. */
  readonly registrations?: (api: ScriptedApi, server: TokenEndpoint) => readonly Registration[];
  readonly host?: Partial<TestHostOptions>;
}

/** A host with the agent of a garden, its API and an authorization server. */
export interface AgentHostFixture {
  api(): ScriptedApi;
  server(): TokenEndpoint;
  host(): RunningTeamsHost;
  page(): HostPage;
  readonly clock: ReturnType<typeof aClock>;
  /** Starts the host. */
  open(options?: OpenOptions): Promise<void>;
  post(call: Call, page?: HostPage): Promise<Response>;
  /** Posts a call and reads the answer. */
  call(call: Call, page?: HostPage): Promise<FunctionAnswer>;
  /** Calls a function, and allows and confirms whatever the host asks. */
  run(call: Call, page?: HostPage): Promise<FunctionAnswer>;
  /** The result of a call that must have one. */
  result(call: Call): Promise<FunctionResult>;
  /** Allows the connection to the plugin with a read, and forgets the calls of the API so far. */
  connect(page?: HostPage): Promise<void>;
  /** Signs in as the pop-up does and returns the last page. */
  signIn(registrationId?: string, page?: HostPage): Promise<Response>;
  /** Requests of the API since the last `connect`. */
  sent(): readonly { readonly method: string; readonly url: string; readonly authorization: unknown }[];
  app(): Promise<LoadedApp>;
  agent(page?: HostPage): Promise<AgentView>;
  flow(): Promise<FlowRecord>;
}

/**
 * Starts and closes the API and the authorization server, and closes the host.
 * @param share whether all tests of a `describe` share them; otherwise each has its own.
 */
export function agentHostFixture(share: 'for each test' | 'for all tests' = 'for each test'): AgentHostFixture {
  const [begin, end] = share === 'for all tests' ? [before, after] : [beforeEach, afterEach];
  let api: ScriptedApi;
  let server: TokenEndpoint;
  let host: RunningTeamsHost | undefined;
  let page: HostPage;
  let seenBefore = 0;
  const clock = aClock(new Date().toISOString());

  begin(async () => {
    seenBefore = 0;
    api = await startScriptedApi();
    server = await startTokenEndpoint();
    const body = { access_token: aToken, token_type: 'Bearer', expires_in: 300, refresh_token: 'rt1' };
    server.on('/token', { body });
  });
  end(async () => {
    await host?.close();
    host = undefined;
    await server.close();
    await api.close();
  });

  const post: AgentHostFixture['post'] = ({ pluginId = 'plants', ...call }, from = page) =>
    from.post(`/api/apps/${gardenAppId}/agent/call`, { pluginId, arguments: {}, ...call });
  const call: AgentHostFixture['call'] = async (options, from) => {
    const response = await post(options, from);
    if (response.status !== 200) {
      throw new Error(`The host answered ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as FunctionAnswer;
  };
  const run: AgentHostFixture['run'] = async (options, from) => {
    let answer = await call(options, from);
    for (let asked = 0; asked < 2 && (answer.type === 'connect' || answer.type === 'confirm'); asked += 1) {
      answer = await call({ ...options, consent: { id: answer.consentId } }, from);
    }
    return answer;
  };
  const app = async (from = page) => {
    const { apps } = (await (await from.get('/api/session')).json()) as { readonly apps: readonly LoadedApp[] };
    const found = apps.find(({ id }) => id === gardenAppId);
    if (found === undefined) {
      throw new Error('The host has not loaded the app.');
    }
    return found;
  };

  return {
    api: () => api,
    server: () => server,
    host: () => {
      if (host === undefined) {
        throw new Error('The host is not open.');
      }
      return host;
    },
    page: () => page,
    clock,
    async open({ agent = {}, registrations = () => [], host: more = {} } = {}) {
      await host?.close();
      host = await startTeamsHost({
        appPackage: await anAgentPackage({ server: `${api.url}/v1`, ...agent }),
        registrations: registrations(api, server),
        now: clock.now,
        ...more,
      });
      page = await host.open();
    },
    post,
    call,
    run,
    async result(options) {
      const answer = await run(options);
      if (answer.type !== 'functionResult') {
        throw new Error(`The host answered with ${JSON.stringify(answer)}.`);
      }
      return answer;
    },
    async connect(from) {
      await run({ functionName: 'findPlants' }, from);
      seenBefore = api.seen.length;
    },
    async signIn(registrationId = 'garden', from = page) {
      const start = await from.get(`/sign-in/${registrationId}`);
      const state = new URL(start.headers.get('Location') ?? '').searchParams.get('state');
      return from.get(`/api/platform/v1.0/oAuthRedirect?code=a-code&state=${state}`);
    },
    sent: () =>
      api.seen.slice(seenBefore).map(({ method, url, headers: { authorization } }) => ({ method, url, authorization })),
    app,
    async agent(from) {
      const { agent } = await app(from);
      if (agent === undefined) {
        throw new Error('The app has no agent.');
      }
      return agent;
    },
    flow: () => page.flow(),
  };
}
