import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpResponse } from '../../foundation/http.ts';
import { sendResponse, setHead } from '../../server/send-response.ts';

/** A response whose body is sent piece by piece, as it comes. */
export interface StreamedResponse extends HttpResponse {
  readonly body?: never;
  readonly stream: Readable;
}

export interface StreamSender {
  /** For the server's option of that name: also sends streams, each of which ends when the caller goes away. */
  readonly send: (response: ServerResponse, answer: HttpResponse) => void;
  /** Ends all streams. */
  close(): void;
}

export function createStreamSender(): StreamSender {
  const streams = new Set<Readable>();
  return {
    send(response, answer) {
      if (!isStreamed(answer)) {
        sendResponse(response, answer);
        return;
      }
      const { stream } = answer;
      if (response.destroyed || response.req.method === 'HEAD') {
        stream.destroy();
        setHead(response, answer);
        response.end();
        return;
      }
      setHead(response, answer);
      response.flushHeaders();
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      // An error in the middle of a stream can only be reported by cutting the connection, which pipeline does.
      pipeline(stream, response).catch(() => {});
    },
    close() {
      for (const stream of streams) {
        stream.destroy();
      }
    },
  };
}

function isStreamed(answer: HttpResponse): answer is StreamedResponse {
  return 'stream' in answer && answer.stream instanceof Readable;
}
