/** Returns the index that an arrow key moves to in a grid of results; undefined for other keys. */
export function moveThroughResults(
  key: string,
  active: number | undefined,
  { count, columns }: { readonly count: number; readonly columns: number },
): number | undefined {
  if (count === 0) {
    return undefined;
  }
  if (active === undefined) {
    return key === 'ArrowDown' ? 0 : key === 'ArrowUp' ? count - 1 : undefined;
  }
  const within = (index: number): number => (index >= 0 && index < count ? index : active);
  switch (key) {
    case 'ArrowDown':
      return within(active + columns);
    case 'ArrowUp':
      return within(active - columns);
    case 'ArrowRight':
      return columns > 1 ? within(active + 1) : undefined;
    case 'ArrowLeft':
      return columns > 1 ? within(active - 1) : undefined;
    default:
      return undefined;
  }
}
