/** An attachment as Teams receives it. */
export interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** An Adaptive Card as Teams receives it. */
export interface CardAttachment extends Attachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: object;
}

/** A search result: Teams lists the preview and inserts the card itself. */
export interface ResultAttachment extends CardAttachment {
  readonly preview: Attachment;
}

/**
 * A result with its JSON in UTF-8. Serializing ten cards costs a fifth of a search, so each card is serialized once.
 */
export interface SerializedResult {
  readonly attachment: ResultAttachment;
  readonly json: Uint8Array;
}

export function serializeResult(attachment: ResultAttachment): SerializedResult {
  return { attachment, json: Buffer.from(JSON.stringify(attachment)) };
}

export function toCardAttachment(content: object): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
