import { expect } from 'chai';
import {
  createRepairsApi,
  type RepairsApi,
  type RepairsApiLimits,
} from '../../src/repairs-client/create-repairs-api.ts';
import type { RepairsClient } from '../../src/repairs-client/repairs-client.ts';
import { type CapturedLog, captureLog } from '../support/capture-log.ts';
import { type ScriptedApi, startScriptedApi } from '../support/scripted-api.ts';

export const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJrYXJpbiJ9.c2VjcmV0LXNpZ25hdHVyZQ';
export const repair = {
  id: '1',
  title: 'Oil change',
  description: 'Drain the old oil.',
  assignedTo: 'Karin Blair',
  date: '2026-03-01',
  image: 'https://repairs.example.com/pictures/oil-change.png',
  status: 'open',
  version: 1,
  url: 'https://repairs.example.com/repairs/1',
} as const;
export const newRepair = { title: 'Tires', description: '', assignedTo: 'Karin Blair' };
export const page = { results: [repair] };
export const tagged = { ETag: '"1"' };

/** A new scripted API for each test of a `describe`, and clients of it. */
export interface ScriptedApiInUse {
  server(): ScriptedApi;
  captured(): CapturedLog;
  /** Creates an API client with long timeouts, which a busy machine does not exceed, and short pauses before a retry. */
  start(limits?: Partial<RepairsApiLimits>, baseUrl?: string): RepairsApi;
  clientOf(api: RepairsApi, signal?: AbortSignal): RepairsClient;
  client(limits?: Partial<RepairsApiLimits>): RepairsClient;
  /** The methods of the requests that the API has received. */
  methods(): readonly string[];
}

/** Starts the API before each test; after it, closes everything and asserts that the log contains no token. */
export function scriptedApi(): ScriptedApiInUse {
  let server: ScriptedApi;
  let apis: RepairsApi[];
  let captured: CapturedLog;

  beforeEach(async () => {
    server = await startScriptedApi();
    apis = [];
    captured = captureLog();
  });
  afterEach(async () => {
    const noise = captured.lines.join('');
    await server.close();
    await Promise.all(apis.map((api) => api.close()));
    expect(noise).not.to.include(token);
  });

  const start: ScriptedApiInUse['start'] = (limits = {}, baseUrl = `${server.url}/api`) => {
    const api = createRepairsApi({
      baseUrl,
      random: () => 0,
      now: () => new Date('2026-03-01T12:00:00Z'),
      log: captured.log,
      limits: { attemptTimeout: 20_000, callTimeout: 50_000, retryDelay: [1, 2], ...limits },
    });
    apis.push(api);
    return api;
  };
  const clientOf: ScriptedApiInUse['clientOf'] = (api, signal = new AbortController().signal) =>
    api.forToken(token, signal);
  return {
    server: () => server,
    captured: () => captured,
    start,
    clientOf,
    client: (limits) => clientOf(start(limits)),
    methods: () => server.seen.map(({ method }) => method),
  };
}
