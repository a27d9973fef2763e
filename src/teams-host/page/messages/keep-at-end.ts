/** How near to its end, in pixels, a list counts as scrolled to the end. */
const near = 48;

/**
 * Keeps a list scrolled to its end while its content or the window changes size, unless the person has scrolled up.
 * @returns what ends it.
 */
export function keepAtEnd(element: HTMLElement): () => void {
  let isAtEnd = true;
  let lastTop = 0;
  const look = (): void => {
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Growing content moves the end away too; only scrolling up is the person's doing.
    isAtEnd = distance < near || (isAtEnd && element.scrollTop >= lastTop);
    lastTop = element.scrollTop;
  };
  const observer = new ResizeObserver(() => {
    if (isAtEnd) {
      element.scrollTo({ top: element.scrollHeight });
    }
  });
  observer.observe(element);
  if (element.firstElementChild !== null) {
    observer.observe(element.firstElementChild);
  }
  element.addEventListener('scroll', look, { passive: true });
  return () => {
    observer.disconnect();
    element.removeEventListener('scroll', look);
  };
}
