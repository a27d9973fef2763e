/** So near to its end, in pixels, is a list at its end. */
const near = 48;

/**
 * Keeps a scrolled list at its end while its content or its window changes size, unless the person has scrolled up.
 * @returns what ends it.
 */
export function keepAtEnd(element: HTMLElement): () => void {
  let isAtEnd = true;
  let lastTop = 0;
  const look = (): void => {
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Content that grows moves the end away, too; only going up is the person's wish.
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
