import type { ChatMessage } from '../../chat/chat.ts';
import type { JsonObject } from '../../foundation/json-value.ts';
import { toObject } from '../../foundation/json-value.ts';
import { htmlToText } from '../turn/html-to-text.ts';
import type { InboundActivity } from '../turn/inbound-activity.ts';

const longestText = 4096;
/** Teams attaches the text of each message again, as HTML. */
const textAttachment = 'text/html';
/** Prefix of the content types of all cards, including those of other apps. */
const cardAttachment = 'application/vnd.microsoft.card.';

/** Converts a message to the bot: removes mentions of the bot, and replaces mentions of others by their names. */
export function toChatMessage({ text, entities, attachments, recipient }: InboundActivity): ChatMessage {
  const mentions = toList(entities).flatMap(({ type, mentioned, text: mention }) => {
    const isBot = toObject(mentioned).id === recipient.id;
    return type === 'mention' && isBot && typeof mention === 'string' && mention !== '' ? [mention] : [];
  });
  const withoutMentions = mentions.reduce(
    (rest, mention) => rest.replaceAll(mention, ' '),
    (text ?? '').slice(0, longestText),
  );
  const types = toList(attachments)
    .map(({ contentType }) => contentType)
    .filter((type) => type !== textAttachment);
  const cards = types.filter((type) => String(type).startsWith(cardAttachment)).length;
  return { text: htmlToText(withoutMentions.toWellFormed()), files: types.length - cards, cards };
}

function toList(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.map(toObject) : [];
}
