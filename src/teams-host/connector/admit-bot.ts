import { AppError } from '../../foundation/errors.ts';
import type { GuardedRoute, HttpRequest, HttpRequestHead, HttpResponse, Method } from '../../foundation/http.ts';
import type { Bot, Bots } from '../bots/bots.ts';
import { noFlow, type Turns } from '../bots/turns.ts';
import type { Flow } from '../flow/flow.ts';
import { parseBody } from '../flow/hop-content.ts';
import type { Guard } from '../sessions/guard.ts';
import type { Hop } from '../wire/hop.ts';
import { ConnectorFault, toConnectorError } from './connector-fault.ts';
import type { ConnectorTokens } from './connector-tokens.ts';
import type { Refusing } from './run-with-refusal.ts';

/** A request of a bot whose token was verified. */
export interface BotCall extends Pick<HttpRequest, 'params' | 'query' | 'body'> {
  readonly bot: Bot;
  /** The flow of the action that the call belongs to. */
  readonly flow: Flow;
}

/** The parts of a call that identify the action it belongs to. */
export interface CallPlace extends Pick<HttpRequestHead, 'params' | 'query'> {
  /** App id of the bot; undefined without a valid token. */
  readonly appId: string | undefined;
}

export interface BotOperation {
  /** Note of the hop in the flow panel. */
  readonly note: string;
  readonly findFlow: (place: CallPlace) => Flow | undefined;
  readonly run: (call: BotCall) => Promise<BotCallAnswer> | BotCallAnswer;
}

export interface BotCallAnswer extends HttpResponse {
  /** Overrides members of the hop of this call. */
  readonly hop?: Pick<Hop, 'note' | 'claims' | 'failure'>;
  /** Whether the bot does something about the activity with this call: it answers, or asks for a token. */
  readonly isAnswer?: boolean;
}

/** Turns an operation into the guard and the error handler of a route. */
export type AdmitBot = (operation: BotOperation) => Pick<GuardedRoute, 'admit'> & Refusing;

/** HTTP methods that bots may use. */
export const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const satisfies readonly Method[];

export interface AdmitBotOptions {
  readonly guard: Guard;
  readonly tokens: ConnectorTokens;
  readonly bots: Bots;
  readonly turns: Turns;
  readonly now: () => Date;
}

/**
 * Creates the guard for routes that bots call. It requires a connector token of this host and records each call in the
 * flow of its action. Errors are answered in the connector's format; if a failed call belongs to no known action, it is
 * recorded in the last one of the bot.
 */
export function createAdmitBot({ guard, tokens, bots, turns, now }: AdmitBotOptions): AdmitBot {
  return ({ note, findFlow, run }) => ({
    async admit(head) {
      guard.verifyHost(head);
      const { appId, claims } = await tokens.verify(head.headers.authorization);
      const bot = bots.find(appId);
      if (bot === undefined) {
        throw new AppError(401, 'unauthorized', 'No loaded app has this bot.');
      }
      return async (request) => {
        const flow = findFlow({ ...request, appId }) ?? noFlow;
        const start = now().getTime();
        const { hop, isAnswer, ...answer } = await run({ ...request, bot, flow });
        if (isAnswer === true) {
          turns.markAnswered(bot.appId, flow);
        }
        const ms = now().getTime() - start;
        flow.add(
          { ...toHop(request), status: answer.status, ms, note, claims, ...hop },
          { sent: request.body, received: parseBody(answer.body?.toString()) },
        );
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
      if (appId !== undefined) {
        // The failure of this call says enough.
        turns.markAnswered(appId, flow);
      }
      flow.add({
        ...toHop(head),
        status: fault.status,
        note,
        claims: caller?.claims,
        failure: { why: fault.message, remedy: toRemedy(fault) },
      });
      return toConnectorError(fault);
    },
  });
}

/** Answers 404 on paths of the real connector or token service that this host does not support. */
export const unknownOperation: BotOperation = {
  note: 'The bot calls an operation that this host does not support.',
  findFlow: () => undefined,
  run() {
    throw new ConnectorFault(404, 'unknown_operation', 'This host does not support the operation.');
  },
};

function toHop({ method, path }: HttpRequestHead): Omit<Hop, 'note'> {
  return { from: 'App', to: 'Teams host', request: `${method} ${toShortPath(path)}`, ms: 0 };
}

/** Shortens the ids in a path. */
function toShortPath(path: string): string {
  return path
    .split('/')
    .map((part) => (part.length > 24 ? `${part.slice(0, 12)}…` : part))
    .join('/');
}

function toRemedy({ status, code }: AppError): string {
  if (code === 'unknown_operation') {
    return 'Do not depend on it here; in Teams it may work.';
  }
  switch (status) {
    case 401:
      return 'Get a token from the token endpoint of this host with the id and password of the bot, and send it as "Authorization: Bearer …".';
    case 429:
      return 'Wait the number of seconds in "Retry-After", then try again. Send fewer messages, or combine several into one.';
    case 403:
    case 404:
      return 'Use the ids of an activity that the bot has received, and install the app in the conversation.';
    default:
      return 'Correct the request of the bot.';
  }
}
