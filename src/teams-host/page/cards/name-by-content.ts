/**
 * Names the selectable parts of a card after the text they show (WCAG 2.5.3, Label in Name). The renderer names them after
 * their action alone; that becomes the description where it says more than the text.
 */
export function nameByContent(card: HTMLElement): void {
  for (const part of card.querySelectorAll<HTMLElement>('.ac-selectable[role][aria-label]')) {
    const label = part.getAttribute('aria-label') ?? '';
    const content = (part.textContent ?? '').trim();
    if (content !== '') {
      part.removeAttribute('aria-label');
      part.removeAttribute('title');
      if (!content.includes(label)) {
        part.setAttribute('aria-description', label);
      }
    }
  }
}
