import { isJsonObject } from '../../foundation/json-value.ts';
import type { ApiAnswer } from '../commands/judge-answer.ts';
import { toMessage } from '../commands/to-message.ts';
import type { FunctionAnswer } from '../wire/agent.ts';
import { toExecutionHop } from './developer-hops.ts';
import type { FunctionCall } from './function-call.ts';
import type { ReadResponse, ResponseToRead } from './response/read-response.ts';

export interface ReadingOptions extends Omit<ResponseToRead, 'json'> {
  /** Credentials of the call, which are hidden wherever the API quotes them. */
  readonly secrets: readonly string[];
}

/** Reads a response. @param value JSON, perhaps with ExactNumber. @throws UnreadableResponse */
export type ReadResponseOf = (value: unknown, options: ReadingOptions) => Promise<ReadResponse>;

/** A response that this host cannot read within its limits; the message is a sentence. */
export class UnreadableResponse extends Error {}

export interface CallEnd extends Pick<ReadingOptions, 'secrets'> {
  /** Duration of the call in milliseconds. */
  readonly ms: number;
}

/** Two thirds of the time that Copilot waits, which Microsoft advises to plan for; in milliseconds. */
const plannedTime = 30_000;

/**
 * Returns what the model would receive of the answer of an API, and records the status of the execution. An error that
 * the API explains in JSON is given to the model, which tells the person.
 */
export async function showResponse(
  readResponse: ReadResponseOf,
  { app, function: called, flow }: Pick<FunctionCall, 'app' | 'function' | 'flow'>,
  answer: Exclude<ApiAnswer, { kind: 'refused' }>,
  { ms, secrets }: CallEnd,
): Promise<FunctionAnswer> {
  const isSuccess = answer.kind === 'json';
  const isExplained = answer.kind === 'failed' && isJsonObject(answer.problem) && (answer.status ?? 500) < 500;
  if (!isSuccess && !isExplained) {
    flow.add(toExecutionHop(answer.status, ms, { why: answer.why, remedy: answer.remedy }));
    return toMessage(`${app.manifest.name} cannot be reached`, answer.why, answer.remedy);
  }
  const status = answer.status ?? 0;
  try {
    const { model, citations, warnings } = await readResponse(isSuccess ? answer.value : answer.problem, {
      isSuccess,
      secrets,
      semantics: called.responseSemantics,
      validDomains: app.manifest.validDomains,
    });
    const slow = ms > plannedTime ? [toSlowWarning(ms)] : [];
    const remedy = 'See "What the model would receive"; the model tells the person.';
    flow.add(toExecutionHop(status, ms, isSuccess ? undefined : { why: answer.why, remedy }));
    return {
      type: 'functionResult',
      status,
      ms,
      model,
      citations,
      warnings: [...slow, ...warnings],
    };
  } catch (cause) {
    if (!(cause instanceof UnreadableResponse)) {
      throw cause;
    }
    const remedy = 'Return a smaller and simpler response.';
    flow.add(toExecutionHop(status, ms, { why: cause.message, remedy }));
    return toMessage(`The response of ${app.manifest.name} cannot be read`, cause.message, remedy);
  }
}

function toSlowWarning(ms: number): string {
  return `The API has taken ${Math.round(ms / 1000)} s, and Copilot waits 45 s at most. Answer within 30 s.`;
}
