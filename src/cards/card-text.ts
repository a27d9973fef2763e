const zeroWidthSpace = '\u200b';

/**
 * Escapes user text for parts of a card that do not render markdown (TextRun, alternative text, title of an action).
 * Even these evaluate the functions `{{DATE(…)}}` and `{{TIME(…)}}`; the escaped text looks the same without calling
 * them.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function toCardText(text: string): string {
  return text.replace(/\{(?=(?:DATE|TIME)\()/g, `{${zeroWidthSpace}`);
}

/** Escapes user text for a hero or thumbnail card, parts of which Teams renders as HTML; the text looks the same. */
export function toPreviewText(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, `<${zeroWidthSpace}`).replace(/&(?=#|[a-z])/gi, `&${zeroWidthSpace}`);
}
