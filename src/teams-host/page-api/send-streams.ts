import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { HttpResponse } from '../../foundation/http.ts';
import { sendResponse, setHead } from '../../server/send-response.ts';

/** A response whose body is streamed. */
export interface StreamedResponse extends HttpResponse {
  readonly body?: never;
  readonly stream: Readable;
}

export interface StreamSender {
  /** The server's `send` option: also sends streams, and destroys a stream when its client disconnects. */
  readonly send: (response: ServerResponse, answer: HttpResponse) => void;
  /** Ends all streams. */
  close(): void;
}

/** Maximum number of open streams, of which each page has one; beyond it, the oldest ends. */
export const maxStreams = 100;

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
      if (streams.size >= maxStreams) {
        const [oldest] = streams;
        oldest?.destroy();
      }
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      // The only way to report an error within a stream is to close the connection, which pipeline does.
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
