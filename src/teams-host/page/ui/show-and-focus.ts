/**
 * Gives an element the focus, and scrolls to the beginning of what is shown with it.
 * @param shown what to show, of which the element is a part; as much of it as fits is visible.
 */
export function showAndFocus(element: HTMLElement | null | undefined, shown = element): void {
  shown?.scrollIntoView({ block: 'start' });
  // Scrolls further to a field that is far below the beginning, but not within a text that fills the window.
  element?.focus({ preventScroll: element === shown || element.tabIndex < 0 });
}
