import { LRUCache } from 'lru-cache';
import { InvalidRequest } from '../../foundation/errors.ts';
import { type JsonObject, member, textMember } from '../../foundation/json-value.ts';
import { listMember } from '../../local/list-member.ts';
import type { ConversationKind } from '../wire/conversation.ts';
import { ConnectorFault } from './connector-fault.ts';

/** One activity of a streamed message. */
export interface StreamPart {
  readonly type: 'informative' | 'streaming' | 'final';
  /** Id of the message; undefined in the first part. */
  readonly id: string | undefined;
  readonly sequence: number | undefined;
  readonly text: string;
}

/** Returns the part of a streamed message; undefined for any other activity. */
export function findStreamPart(body: JsonObject): StreamPart | undefined {
  const entity = listMember(body, 'entities').find((candidate) => member(candidate, 'type') === 'streaminfo');
  // Older bots have the same members in `channelData` only.
  const info = entity ?? body.channelData;
  const given = member(info, 'streamType') ?? (entity === undefined ? undefined : 'streaming');
  const type = (['informative', 'streaming', 'final'] as const).find((known) => known === given);
  if (type === undefined) {
    return undefined;
  }
  const sequence = member(info, 'streamSequence');
  return {
    type,
    id: textMember(info, 'streamId') || undefined,
    sequence: typeof sequence === 'number' && Number.isSafeInteger(sequence) ? sequence : undefined,
    text: textMember(body, 'text') ?? '',
  };
}

interface Stream {
  readonly startedAt: number;
  sequence: number;
  text: string;
  partAt: number;
  isTooFast: boolean;
  isDone: boolean;
}

/** The rules for streamed messages. */
export interface StreamRules {
  /** Verifies the first part. @throws InvalidRequest or ConnectorFault, as Teams. */
  verifyFirst(part: StreamPart, kind: ConversationKind): void;
  /** Remembers the message that the first part has created. */
  begin(id: string, part: StreamPart): void;
  /**
   * Verifies a later part.
   * @returns `late` for one that arrives out of order, which Teams drops; `expired` after two minutes.
   * @throws ConnectorFault as Teams.
   */
  takeNext(id: string, part: StreamPart): 'next' | 'late' | 'expired';
  /** Ends a stream. @returns a sentence for each rule that the bot has broken without an error. */
  end(id: string): readonly string[];
}

/** How long a bot may stream one message, in milliseconds. */
export const streamLimit = 120_000;
const maxInformative = 1000;
/** Teams allows one part a second; clocks and networks vary. */
const minPause = 900;

/**
 * Creates the rules. Keeps the latest 500 streams in memory.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux
 */
export function createStreamRules(now: () => Date): StreamRules {
  const streams = new LRUCache<string, Stream>({ max: 500 });

  function verifyText({ type, text }: StreamPart): void {
    if (text.trim() === '' && type !== 'final') {
      throw new InvalidRequest('Streaming activities should include text.', { field: 'text' });
    }
    if (type === 'informative' && text.length > maxInformative) {
      throw new InvalidRequest(`An informative update can have at most ${maxInformative} characters.`, {
        field: 'text',
      });
    }
  }

  return {
    verifyFirst(part, kind) {
      if (kind !== 'personal') {
        throw new InvalidRequest('Streaming API is not enabled here: it works in personal chats only.', {
          field: 'entities',
        });
      }
      verifyText(part);
      if (part.type !== 'final' && part.sequence !== 1) {
        throw new InvalidRequest('"streamSequence" of the first streaming activity must be 1.', { field: 'entities' });
      }
    },
    begin(id, { sequence = 0, type, text }) {
      const time = now().getTime();
      const isDone = type === 'final';
      streams.set(id, {
        startedAt: time,
        sequence,
        text: type === 'streaming' ? text : '',
        partAt: time,
        isTooFast: false,
        isDone,
      });
    },
    takeNext(id, part) {
      const stream = streams.get(id);
      if (stream === undefined) {
        throw notAllowed('Content stream is not allowed: no streamed message of this bot has this "streamId".');
      }
      if (stream.isDone) {
        throw notAllowed('Content stream is not allowed on an already completed streamed message.');
      }
      const time = now().getTime();
      if (time - stream.startedAt > streamLimit) {
        stream.isDone = true;
        return 'expired';
      }
      verifyText(part);
      if (part.type === 'final') {
        return 'next';
      }
      if (part.sequence === undefined) {
        throw new InvalidRequest('A streaming activity needs a "streamSequence".', { field: 'entities' });
      }
      if (part.sequence <= stream.sequence) {
        return 'late';
      }
      if (part.type === 'streaming' && !part.text.includes(stream.text)) {
        throw notAllowed('Request streamed content should contain the previously streamed content.');
      }
      stream.isTooFast ||= time - stream.partAt < minPause;
      stream.sequence = part.sequence;
      stream.partAt = time;
      stream.text = part.type === 'streaming' ? part.text : stream.text;
      return 'next';
    },
    end(id) {
      const stream = streams.get(id);
      if (stream === undefined) {
        return [];
      }
      stream.isDone = true;
      return stream.isTooFast
        ? ['Teams allows one streaming update a second, and may answer faster ones with 429. Collect text for longer.']
        : [];
    },
  };
}

function notAllowed(message: string): ConnectorFault {
  return new ConnectorFault(403, 'ContentStreamNotAllowed', message);
}
