import { AppError } from '../../foundation/errors.ts';
import type { GuardedRoute, HttpRequest, HttpRequestHead, HttpResponse } from '../../foundation/http.ts';
import type { Bot, Bots } from '../bots/bots.ts';
import { noFlow, type Turns } from '../bots/turns.ts';
import type { Flow } from '../flow/flow.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Hop } from '../wire/hop.ts';
import { ConnectorFault, toConnectorError } from './connector-answer.ts';
import type { ConnectorTokens } from './connector-tokens.ts';

/** What a bot asked, once it is known which bot asks. */
export interface BotCall extends Pick<HttpRequest, 'params' | 'query' | 'body'> {
  readonly bot: Bot;
  /** Of the action this call belongs to. */
  readonly flow: Flow;
}

/** As much of a call as says which action it belongs to. */
export interface CallPlace extends Pick<HttpRequestHead, 'params' | 'query'> {
  /** Of the bot; undefined for whoever shows no good token. */
  readonly appId: string | undefined;
}

export interface BotOperation {
  /** For the flow panel. */
  readonly note: string;
  readonly findFlow: (place: CallPlace) => Flow | undefined;
  readonly run: (call: BotCall) => Promise<BotCallAnswer> | BotCallAnswer;
}

export interface BotCallAnswer extends HttpResponse {
  /** For the hop of this call. */
  readonly hop?: Pick<Hop, 'note' | 'claims'>;
}

export type AdmitBot = (operation: BotOperation) => Required<Pick<GuardedRoute, 'admit' | 'refuse'>>;

export interface AdmitBotOptions {
  readonly guard: Guard;
  readonly tokens: ConnectorTokens;
  readonly bots: Bots;
  readonly turns: Turns;
  readonly now: () => Date;
}

/**
 * Lets in bots that show a connector token of this host, and tells the flow panel of every call. One that fails, wherever that
 * is, gets its answer in the connector's form, and stands in the bot's last action where it belongs to no other.
 */
export function createAdmitBot({ guard, tokens, bots, turns, now }: AdmitBotOptions): AdmitBot {
  return ({ note, findFlow, run }) => ({
    async admit(head) {
      await guard.open(async () => ({ status: 204 }))(head);
      const { appId, claims } = await tokens.verify(head.headers.authorization);
      const bot = bots.find(appId);
      if (bot === undefined) {
        throw new AppError(401, 'unauthorized', 'No loaded app has this bot.');
      }
      return async (request) => {
        const flow = findFlow({ ...request, appId }) ?? noFlow;
        const start = now().getTime();
        const { hop, ...answer } = await run({ ...request, bot, flow });
        const ms = now().getTime() - start;
        flow.add({ ...toHop(request), status: answer.status, ms, note, claims, ...hop });
        return answer;
      };
    },
    async refuse(fault, head) {
      if (!(fault instanceof AppError)) {
        return undefined;
      }
      const caller = await tokens.verify(head.headers.authorization).catch(() => undefined);
      const appId = caller?.appId;
      const flow = findFlow({ ...head, appId }) ?? turns.find({ appId }) ?? noFlow;
      flow.add({
        ...toHop(head),
        status: fault.status,
        note,
        ...(caller && { claims: caller.claims }),
        failure: { why: fault.message, remedy: toRemedy(fault) },
      });
      return toConnectorError(fault);
    },
  });
}

/** What bots ask for that a real connector or token service may well have. */
export const unknownOperation: BotOperation = {
  note: 'Asks for something else.',
  findFlow: () => undefined,
  run() {
    throw new ConnectorFault(404, 'unknown_operation', 'This host has no such operation.');
  },
};

function toHop({ method, path }: HttpRequestHead): Omit<Hop, 'note'> {
  return { from: 'App', to: 'Teams host', request: `${method} ${toShortPath(path)}`, ms: 0 };
}

/** Ids are long and say little. */
function toShortPath(path: string): string {
  return path
    .split('/')
    .map((part) => (part.length > 24 ? `${part.slice(0, 12)}…` : part))
    .join('/');
}

function toRemedy({ status, code }: AppError): string {
  if (code === 'unknown_operation') {
    return 'Do without it here; in Teams it may work.';
  }
  switch (status) {
    case 401:
      return 'Get a token from the token endpoint of this host, with the id and the password of the bot, and send it as "Bearer"../bots';
    case 429:
      return 'Wait as long as "Retry-After" says, then try again; send less, or several things in one message.';
    case 403:
    case 404:
      return 'Use ids of the activity the bot has received, and install the app where it shall write.';
    default:
      return 'Correct what the bot sends.';
  }
}
