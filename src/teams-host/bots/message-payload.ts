import type { JsonObject } from '../../foundation/json-value.ts';
import { adaptiveCardType } from '../cards/check-card.ts';
import type { PostedMessage } from '../conversations/posted-message.ts';

/**
 * Builds the `messagePayload` of a message, which a bot receives with an action on that message.
 * @see https://learn.microsoft.com/graph/api/resources/chatmessage
 */
export function toMessagePayload(message: PostedMessage): JsonObject {
  const { from, id, replyToId, sentAt, editedAt, text, attachments } = message;
  const cards = attachments.flatMap((attachment) => (attachment.kind === 'card' ? [attachment.card] : []));
  return {
    id,
    replyToId,
    createdDateTime: sentAt.toISOString(),
    lastModifiedDateTime: editedAt?.toISOString() ?? null,
    deleted: message.deleted,
    importance: 'normal',
    locale: 'en-us',
    from:
      from.kind === 'person'
        ? { user: { userIdentityType: 'aadUser', id: from.user.id, displayName: from.user.name } }
        : { application: { applicationIdentityType: 'bot', id: from.appId, displayName: from.name } },
    body: { contentType: 'html', content: toHtml(text) },
    attachments: cards.map((card, index) => ({
      id: `${id}-${index}`,
      contentType: adaptiveCardType,
      content: JSON.stringify(card),
    })),
    mentions: [],
    reactions: [],
  };
}

/** Converts text to HTML, with mentions numbered as in Teams. */
export function toHtml(text: string): string {
  let mentions = 0;
  return text
    .split(/(<at>[^<>]*<\/at>)/)
    .map((part) => {
      const [, name] = /^<at>([^<>]*)<\/at>$/.exec(part) ?? [];
      return name === undefined
        ? escapeText(part).replaceAll('\n', '<br>')
        : `<at id="${mentions++}">${escapeText(name)}</at>`;
    })
    .join('');
}

function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'));
}
