import type { Activity } from 'botbuilder';
import type { ChatMessage } from '../../chat/chat.ts';
import { htmlToText } from '../turn/html-to-text.ts';

const longestText = 4096;
/** What Teams attaches to a message that is only text. */
const textAttachment = 'text/html';
/** How the types of all kinds of cards begin, be they of this bot or of another app. */
const cardAttachment = 'application/vnd.microsoft.card.';

/** Reads a message to the bot: without the mention of the bot, mentions of others as their names. */
export function toChatMessage({ text, entities, attachments, recipient }: Activity): ChatMessage {
  const mentions = asList(entities).flatMap((entity) => {
    const { type, mentioned, text: mention } = Object(entity) as Readonly<Record<string, unknown>>;
    const { id } = Object(mentioned) as { readonly id?: unknown };
    return type === 'mention' && id === recipient.id && typeof mention === 'string' && mention !== '' ? [mention] : [];
  });
  const spoken = mentions.reduce((rest, mention) => rest.replaceAll(mention, ' '), (text ?? '').slice(0, longestText));
  const types = asList(attachments)
    .map((attachment) => (Object(attachment) as { readonly contentType?: unknown }).contentType)
    .filter((type) => type !== textAttachment);
  const cards = types.filter((type) => String(type).startsWith(cardAttachment)).length;
  return { text: htmlToText(spoken.toWellFormed()), files: types.length - cards, cards };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
