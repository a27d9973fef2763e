/** Formats a duration. @param ms milliseconds. */
export function toDuration(ms: number): string {
  return ms < 10_000 ? `${Math.max(1, Math.round(ms))} ms` : `${Math.round(ms / 1000)} s`;
}
