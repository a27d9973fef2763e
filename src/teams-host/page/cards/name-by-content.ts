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

/** Names the controls of a card that its author has given no name. */
export function nameOthers(card: HTMLElement): void {
  for (const control of card.querySelectorAll<HTMLElement>(
    'input, select, textarea, button, [role="button"], [role="link"]',
  )) {
    const names = ['aria-labelledby', 'aria-label', 'alt', 'placeholder', 'title'].map((name) =>
      control.getAttribute(name),
    );
    const words = control instanceof HTMLSelectElement ? '' : control.textContent;
    const altText = control.querySelector('img[alt]')?.getAttribute('alt');
    if (![...names, words, altText].some((name) => name?.trim())) {
      control.setAttribute('aria-label', toFallbackName(control));
    }
  }
}

function toFallbackName(control: HTMLElement): string {
  if (control instanceof HTMLInputElement) {
    return (
      { checkbox: 'Choice', radio: 'Choice', number: 'Number', date: 'Date', time: 'Time' }[control.type] ?? 'Text'
    );
  }
  if (control instanceof HTMLSelectElement) {
    return 'Choices';
  }
  if (control instanceof HTMLTextAreaElement) {
    return 'Text';
  }
  return control.getAttribute('role') === 'link' ? 'Link without a title' : 'Button without a title';
}
