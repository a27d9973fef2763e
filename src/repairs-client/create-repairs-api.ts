import type { Log } from '../foundation/log.ts';
import { BrokenAnswer } from './api-fault.ts';
import { type CallLimits, createCallPolicy } from './call-policy.ts';
import { type ApiAnswer, createExchange } from './exchange.ts';
import { type ApiCall, createRepair, deleteRepair, getRepair, listRepairs, updateRepair } from './operations.ts';
import { createAnswerParsers } from './parse-answer.ts';
import { parseBaseUrl } from './parse-base-url.ts';
import type { CreatedRepair, RepairsClient, RepairsPage, VersionedRepair } from './repairs-client.ts';
import { isAllowed, parseEntityTag, toAuthorization } from './request-parts.ts';
import { toAppError, toRefusal } from './to-app-error.ts';

export interface RepairsApiLimits extends CallLimits {
  /** Maximum size of a response body. */
  readonly maximumBytes: number;
}

export interface RepairsApiOptions {
  /** Base URL, for example `https://repairs.example.com/api`; https, or http on loopback. */
  readonly baseUrl: string;
  readonly now?: () => Date;
  /** Returns a number from 0 to 1, for the jitter of the retry. */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: Partial<RepairsApiLimits>;
}

export interface RepairsApi {
  /**
   * Creates the client for one person.
   * @param accessToken is sent in the Authorization header only.
   * @param signal cancels all calls of this client.
   */
  forToken(accessToken: string, signal: AbortSignal): RepairsClient;
  /** Waits for pending calls, then closes all connections. */
  close(): Promise<void>;
}

/** Two attempts fit into a call, and a call into the 4 seconds of an invoke. */
const defaultLimits: RepairsApiLimits = {
  connections: 64,
  waiting: 256,
  callTimeout: 3500,
  attemptTimeout: 1600,
  retryDelay: [50, 150],
  breakerSamples: 20,
  breakerMinimum: 10,
  breakerOpen: 10_000,
  maximumBytes: 2_097_152,
};

/** Page size of the API for a query without limit. */
const defaultLimit = 25;

/**
 * Creates the access to the repairs API. All clients share connections, limits and circuit breaker.
 * @throws StartupFault if `baseUrl` is malformed.
 */
export function createRepairsApi(options: RepairsApiOptions): RepairsApi {
  const { now = () => new Date(), random, log } = options;
  const limits: RepairsApiLimits = { ...defaultLimits, ...options.limits };
  const { connections, attemptTimeout: connectTimeout, maximumBytes } = limits;
  const baseUrl = parseBaseUrl(options.baseUrl);
  const parsers = createAnswerParsers();
  const exchange = createExchange({ baseUrl, connections, connectTimeout, maximumBytes, now });
  const run = createCallPolicy({ limits, random, log });

  async function call<Value>(
    { request, success, ...context }: ApiCall,
    { accessToken, signal }: Caller,
    parse: (answer: ApiAnswer) => Value,
  ): Promise<Value> {
    const headers = { Accept: 'application/json', ...request.headers, Authorization: toAuthorization(accessToken) };
    try {
      const answer = await run((own) => exchange.send({ ...request, headers }, own), { ...context, signal });
      if (answer.status !== success) {
        throw toRefusal(answer, context, parsers.problem);
      }
      return parse(answer);
    } catch (cause) {
      throw toAppError(cause, context);
    }
  }

  function parsePage({ text }: ApiAnswer, limit = defaultLimit): RepairsPage {
    const page = parsers.page(text);
    if (page.results.length > limit) {
      throw new BrokenAnswer('more repairs than requested');
    }
    return page;
  }

  function parseCreated({ text, etag }: ApiAnswer): CreatedRepair {
    return { repair: parsers.repair(text), etag: parseEntityTag(etag) };
  }

  function parseVersion(answer: ApiAnswer, id: string): VersionedRepair {
    const created = parseCreated(answer);
    if (created.repair.id !== id) {
      throw new BrokenAnswer('another repair than requested');
    }
    return { ...created, mayChange: isAllowed('PATCH', answer.allow) };
  }

  return {
    forToken(accessToken, signal) {
      const caller: Caller = { accessToken, signal };
      return {
        list: async (query) => call(listRepairs(query), caller, (answer) => parsePage(answer, query.limit)),
        get: async (id) => call(getRepair(id), caller, (answer) => parseVersion(answer, id)),
        create: async (repair, key) => call(createRepair(repair, key), caller, parseCreated),
        update: async (id, etag, changes) =>
          call(updateRepair(id, etag, changes), caller, (answer) => parseVersion(answer, id)),
        remove: async (id, etag) => call(deleteRepair(id, etag), caller, () => undefined),
      };
    },
    close: exchange.close,
  };
}

interface Caller {
  readonly accessToken: string;
  readonly signal: AbortSignal;
}
