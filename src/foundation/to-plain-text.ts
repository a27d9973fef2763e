/**
 * Makes the text of another party safe to show in a sentence: on one line, with letters of all languages, without
 * control characters and without those that change the direction of the text around them.
 * @param maxLength in characters; a longer text ends with an ellipsis.
 */
export function toPlainText(text: string, maxLength: number): string {
  const clean = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim();
  const characters = [...clean];
  return characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : clean;
}
