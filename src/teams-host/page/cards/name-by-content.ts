/**
 * Gives parts of a card that can be pressed the name they show. The renderer names them after their action alone, so that
 * people who see the card and people who hear it would call one thing by two names (WCAG 2.5.3); what the action says
 * beyond the content becomes the description.
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
