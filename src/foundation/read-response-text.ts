import { toPlainText } from './to-plain-text.ts';

/** The body of a response, or why it cannot be read. */
export interface ResponseText {
  /** Empty if there is a fault. */
  readonly text: string;
  /** `why` continues a sentence about the sender: "The app " + why. */
  readonly fault?: { readonly why: string; readonly remedy: string } | undefined;
}

/**
 * Reads the body of a response in the encoding of its byte-order mark, its charset, or else UTF-8. The mark is skipped.
 * @param limit bytes, after decompression; the rest of a longer body is not read.
 * @see https://encoding.spec.whatwg.org/#decode
 */
export async function readResponseText(response: Response, limit: number): Promise<ResponseText> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      return fault(`answered with more than ${limit} bytes.`, 'Make the answer smaller.');
    }
    chunks.push(chunk);
  }
  const encoding = response.headers.get('content-encoding');
  if (size === 0 && encoding !== null && response.body !== null) {
    const remedy = 'Send the whole compressed body, or answer without compression.';
    return fault(
      `answered with a body of which nothing remains after decompression (${toPlainText(encoding, 40)}).`,
      remedy,
    );
  }
  return decode(Buffer.concat(chunks), response.headers.get('content-type') ?? '');
}

const marks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
] as const;

function decode(bytes: Uint8Array, contentType: string): ResponseText {
  const mark = marks.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];
  const label = mark ?? /;\s*charset\s*=\s*["']?([^"';]*)/i.exec(contentType)?.[1]?.trim() ?? 'utf-8';
  const charset = toPlainText(label, 40);
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    try {
      return { text: decoder.decode(bytes) };
    } catch {
      const remedy = 'Encode the answer as UTF-8, or name its charset in Content-Type.';
      return fault(`answered with bytes that are not ${charset}.`, remedy);
    }
  } catch {
    return fault(`answered with the charset “${charset}”, which is unknown.`, 'Answer in UTF-8.');
  }
}

function fault(why: string, remedy: string): ResponseText {
  return { text: '', fault: { why, remedy } };
}
