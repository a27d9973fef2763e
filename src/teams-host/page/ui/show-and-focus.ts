/**
 * Gives an element the focus, and scrolls so that `shown` is visible: all of it, or its beginning if it is too tall.
 */
export function showAndFocus(element: HTMLElement | null | undefined, shown = element): void {
  element?.focus({ preventScroll: true });
  shown?.scrollIntoView({ block: 'nearest' });
}
