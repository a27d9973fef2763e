import { AppError } from '../../../errors.ts';
import type { HttpRequest, HttpResponse } from '../../../http.ts';
import type { Flow, Hop } from '../flow/flow.ts';
import type { Admit, Guard } from '../routes/guard.ts';
import type { Bot, Bots } from './bots.ts';
import { toConnectorError } from './connector-answer.ts';
import type { ConnectorTokens } from './connector-tokens.ts';

/** What a bot asked, once it is known which bot asks. */
export interface BotCall extends Pick<HttpRequest, 'params' | 'query' | 'body'> {
  readonly bot: Bot;
  /** Of the action this call belongs to. */
  readonly flow: Flow;
}

export interface BotOperation {
  /** For the flow panel. */
  readonly note: string;
  readonly flow: (call: Omit<BotCall, 'flow'>) => Flow;
  readonly run: (call: BotCall) => Promise<BotCallAnswer> | BotCallAnswer;
}

export interface BotCallAnswer extends HttpResponse {
  /** For the hop of this call. */
  readonly hop?: Pick<Hop, 'note' | 'claims'>;
}

export interface AdmitBotOptions {
  readonly guard: Guard;
  readonly tokens: ConnectorTokens;
  readonly bots: Bots;
  readonly now: () => Date;
}

/** Lets in bots that show a connector token of this host, and tells the flow panel of every call. */
export function createAdmitBot({ guard, tokens, bots, now }: AdmitBotOptions): (operation: BotOperation) => Admit {
  return ({ note, flow: findFlow, run }) =>
    async (head) => {
      await guard.open(async () => ({ status: 204 }))(head);
      const { appId, claims } = await tokens.verify(head.headers.authorization);
      const bot = bots.find(appId);
      if (bot === undefined) {
        throw new AppError(401, 'unauthorized', 'No loaded app has this bot.');
      }
      return async (request) => {
        const call = { ...request, bot };
        const flow = findFlow(call);
        const start = now().getTime();
        const tell = (status: number, rest: Partial<Hop> = {}): void =>
          flow.add({
            from: 'App',
            to: 'Teams host',
            request: `${request.method} ${toShortPath(request.path)}`,
            status,
            ms: now().getTime() - start,
            note,
            claims,
            ...rest,
          });
        try {
          const { hop, ...answer } = await run({ ...call, flow });
          tell(answer.status, hop);
          return answer;
        } catch (fault) {
          if (!(fault instanceof AppError)) {
            throw fault;
          }
          tell(fault.status, { failure: { why: fault.message, remedy: toRemedy(fault.status) } });
          return toConnectorError(fault);
        }
      };
    };
}

/** Ids are long and say little. */
function toShortPath(path: string): string {
  return path
    .split('/')
    .map((part) => (part.length > 24 ? `${part.slice(0, 12)}…` : part))
    .join('/');
}

function toRemedy(status: number): string {
  switch (status) {
    case 429:
      return 'Wait as long as "Retry-After" says, then try again; send less, or several things in one message.';
    case 403:
    case 404:
      return 'Use ids of the activity the bot has received, and install the app where it shall write.';
    default:
      return 'Correct what the bot sends.';
  }
}
