/**
 * Reads the body of a response as UTF-8.
 * @param limit bytes, after decompression.
 * @returns undefined if the body is longer; the rest is not read.
 */
export async function readResponseText(response: Response, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
