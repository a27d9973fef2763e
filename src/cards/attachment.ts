/** An Adaptive Card on the wire. */
export interface CardAttachment {
  readonly contentType: 'application/vnd.microsoft.card.adaptive';
  /** The card itself, as the answer to an `adaptiveCard/action` wants it. */
  readonly content: object;
}

/** What Teams shows of a card in a list of results. */
export interface PreviewAttachment {
  readonly contentType: 'application/vnd.microsoft.card.thumbnail' | 'application/vnd.microsoft.card.hero';
  readonly content: object;
}

export function toCardAttachment(content: object): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
