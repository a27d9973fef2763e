const zeroWidthSpace = '\u200b';

/**
 * Text of people for a place of a card that reads no markdown (TextRun, alternative text, title of an action). Keeps the
 * functions that are read even there, `{{DATE(…)}}` and `{{TIME(…)}}`, from being read; looks the same.
 * @see https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
export function toCardText(text: string): string {
  return text.replace(/\{(?=(?:DATE|TIME)\()/g, `{${zeroWidthSpace}`);
}

/** Text of people for a hero or thumbnail card, parts of which Teams reads as HTML; looks the same. */
export function toPreviewText(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, `<${zeroWidthSpace}`).replace(/&(?=#|[a-z])/gi, `&${zeroWidthSpace}`);
}
