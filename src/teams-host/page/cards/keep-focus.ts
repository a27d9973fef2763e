/**
 * Replaces the content of `place` and restores the focus: if it was inside, it moves to the control with the same
 * accessible name, or else to `place` itself.
 */
export function keepFocus(place: HTMLElement | null, replace: () => void): void {
  const before = document.activeElement;
  const hadFocus = place?.contains(before) === true;
  const name = hadFocus ? toName(before) : '';
  replace();
  if (place !== null && hadFocus) {
    const controls = [...place.querySelectorAll<HTMLElement>('button, a, input, select, textarea, [tabindex="0"]')];
    (controls.find((control) => toName(control) === name) ?? place).focus();
  }
}

function toName(element: Element | null): string {
  return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
}
