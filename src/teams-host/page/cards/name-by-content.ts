/**
 * Makes the visible text the accessible name of the selectable parts of a card (WCAG 2.5.3, Label in Name). The
 * renderer uses the title of the action as the name; it becomes the description if the text does not contain it.
 */
export function nameByContent(card: HTMLElement): void {
  for (const part of card.querySelectorAll<HTMLElement>('.ac-selectable[role][aria-label]')) {
    const label = part.getAttribute('aria-label') ?? '';
    const content = (part.textContent ?? '').trim();
    if (/[\p{L}\p{N}]/u.test(content)) {
      part.removeAttribute('aria-label');
      part.removeAttribute('title');
      if (!content.includes(label)) {
        part.setAttribute('aria-description', label);
      }
    }
  }
}
