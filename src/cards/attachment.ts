/** An attachment on the wire. */
export interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
}

/** An Adaptive Card on the wire. */
export interface CardAttachment extends Attachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  readonly content: object;
}

/** A search result: Teams lists the preview and inserts the card itself. */
export interface ResultAttachment extends CardAttachment {
  readonly preview: Attachment;
}

export function toCardAttachment(content: object): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
