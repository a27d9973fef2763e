/** The local Teams host on a free port, and a client for the requests of its page. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import { demoPeople } from '../../src/teams-host/sessions/demo-people.ts';
import { startTeamsHost as start, type TeamsHost } from '../../src/teams-host/start-teams-host.ts';
import type { TeamsHostOptions } from '../../src/teams-host/teams-host-options.ts';
import type { CommandAnswer } from '../../src/teams-host/wire/answers.ts';
import type { FlowRecord } from '../../src/teams-host/wire/hop.ts';
import { createTaskRunner } from '../../src/teams-host/worker/task-runner.ts';
import { type CapturedLog, captureLog } from './capture-log.ts';

export interface HostPage {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Runs a command of the first app. */
  run(commandId: string, parameters?: Readonly<Record<string, string>>): Promise<CommandAnswer>;
  flow(): Promise<FlowRecord>;
  readonly cookie: string;
}

export interface RunningTeamsHost extends Pick<TeamsHost, 'flowOf' | 'routes'> {
  readonly url: string;
  readonly log: CapturedLog;
  readonly dataFolder: string;
  /** Opens the page with a new session cookie. */
  open(): Promise<HostPage>;
  close(): Promise<void>;
}

const encoder = new TextEncoder();
const page = { html: '<!doctype html><title>Page</title>', js: encoder.encode('// page'), css: encoder.encode('/**/') };

/** One worker for all hosts; it does not keep the process alive. */
const tasks = createTaskRunner();

export type TestHostOptions = Partial<Omit<TeamsHostOptions, 'apps'>> & {
  readonly appPackage: AppPackage;
  readonly morePackages?: readonly AppPackage[];
};

export async function startTeamsHost({
  appPackage,
  morePackages = [],
  ...options
}: TestHostOptions): Promise<RunningTeamsHost> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'teams-host-'));
  const log = captureLog();
  const host = await start({
    port: 0,
    apps: [appPackage, ...morePackages],
    registrations: [],
    dataFolder,
    people: demoPeople,
    log: log.log,
    now: () => new Date(),
    randomBytes,
    page,
    tasks,
    ...options,
  });
  const { url } = host;
  return {
    url,
    log,
    dataFolder,
    routes: host.routes,
    flowOf: host.flowOf,
    open: () => openHostPage(url),
    close: async () => {
      await host.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** Opens the page of a running host with a new session cookie. */
export async function openHostPage(url: string): Promise<HostPage> {
  const first = await fetch(`${url}/`);
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const own = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' };
  const get: HostPage['get'] = (path, headers = {}) =>
    fetch(`${url}${path}`, { redirect: 'manual', headers: { ...own, ...headers } });
  const post: HostPage['post'] = (path, body, headers = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...own, Origin: url, 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { apps } = (await (await get('/api/session')).json()) as { readonly apps: readonly { readonly id: string }[] };
  return {
    cookie,
    get,
    post,
    run: async (commandId, parameters = {}) =>
      (await (await post(`/api/apps/${apps[0]?.id}/commands/${commandId}`, { parameters })).json()) as CommandAnswer,
    flow: async () => (await (await get('/api/flow')).json()) as FlowRecord,
  };
}
