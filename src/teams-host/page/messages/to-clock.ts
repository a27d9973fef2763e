/** Formats hour and minute in the browser's locale. */
export function toClock(date: Date): string {
  return date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
