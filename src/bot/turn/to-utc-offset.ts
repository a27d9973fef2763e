const localTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?([+-])(\d{2}):([0-5]\d)$/;
/** The furthest that any place is from universal time, in minutes. */
const furthest = 14 * 60;

/**
 * How far the person's time is ahead of universal time, in minutes.
 * @param localTimestamp of an activity, such as `2019-07-01T15:57:22.175-07:00`; untrusted.
 * @returns 0 where it does not say, or says what cannot be.
 */
export function toUtcOffset(localTimestamp: unknown): number {
  const [, sign, hours, minutes] = (typeof localTimestamp === 'string' && localTime.exec(localTimestamp)) || [];
  const distance = Number(hours) * 60 + Number(minutes);
  if (!(distance <= furthest)) {
    return 0;
  }
  return sign === '-' ? -distance : distance;
}
