/** Maximum distance from the end at which a list counts as scrolled to the end, in pixels. */
const near = 48;

/**
 * Keeps a list scrolled to its end while its content or the window changes size, unless the person has scrolled up.
 * @returns a function that stops it.
 */
export function keepAtEnd(element: HTMLElement): () => void {
  let isAtEnd = true;
  let lastTop = 0;
  const update = (): void => {
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Growing content also increases the distance; only a smaller scrollTop means that the person scrolled up.
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
  element.addEventListener('scroll', update, { passive: true });
  return () => {
    observer.disconnect();
    element.removeEventListener('scroll', update);
  };
}
