const zeroWidthSpace = '\u200b';

/**
 * Escapes user text for places of a card that read no markdown (TextRun, alternative text, title of an action). Even there
 * the functions `{{DATE(…)}}` and `{{TIME(…)}}` are evaluated; the escaped text looks the same and contains none.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function toCardText(text: string): string {
  return text.replace(/\{(?=(?:DATE|TIME)\()/g, `{${zeroWidthSpace}`);
}

/** Escapes user text for a hero or thumbnail card, parts of which Teams reads as HTML; looks the same. */
export function toPreviewText(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, `<${zeroWidthSpace}`).replace(/&(?=#|[a-z])/gi, `&${zeroWidthSpace}`);
}
