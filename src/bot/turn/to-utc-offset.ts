const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?([+-])(\d{2}):([0-5]\d)$/;
/** Largest UTC offset of any time zone, in minutes. */
const maximumOffset = 14 * 60;

/**
 * Extracts the person's UTC offset in minutes.
 * @param localTimestamp of an activity, for example `2019-07-01T15:57:22.175-07:00`; untrusted.
 * @returns 0 if there is no valid offset.
 */
export function toUtcOffset(localTimestamp: unknown): number {
  const [, sign, hours, minutes] = (typeof localTimestamp === 'string' && localTime.exec(localTimestamp)) || [];
  const distance = Number(hours) * 60 + Number(minutes);
  if (!(distance <= maximumOffset)) {
    return 0;
  }
  return sign === '-' ? -distance : distance;
}
