import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';

/** A complete HTTP response of the authorization server. */
export interface BoundedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** The response is larger than anything OAuth needs. */
export class AnswerTooLarge extends Error {}

/**
 * Reads a response of at most `limit` bytes.
 * @throws AnswerTooLarge beyond that, without reading the rest.
 */
export async function readBoundedAnswer(response: Response, limit: number): Promise<BoundedAnswer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      throw new AnswerTooLarge(`more than ${limit} bytes`);
    }
    chunks.push(chunk);
  }
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

/** The JSON object in a response; undefined if there is none or its content type is not JSON. */
export function toJsonObject({ contentType, text }: BoundedAnswer): JsonObject | undefined {
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(contentType)) {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
