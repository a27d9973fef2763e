import { LRUCache } from 'lru-cache';

const fallback = 'en-US';
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** Creating a format costs more than expanding a card; the locale is untrusted. */
const maximumFormats = 50;

/**
 * Formats `YYYY-MM-DD` for a BCP 47 locale, for example `May 24, 2023`. Any other text is returned unchanged; a
 * malformed or unknown locale falls back to American English.
 */
export type FormatDay = (day: string, locale?: string) => string;

export function createFormatDay(): FormatDay {
  const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: maximumFormats, memoMethod: createFormat });

  return (day, locale = fallback) => {
    const date = new Date(`${day}T00:00:00Z`);
    return dayPattern.test(day) && !Number.isNaN(date.getTime()) ? formats.memo(locale).format(date) : day;
  };
}

function createFormat(locale: string): Intl.DateTimeFormat {
  const options = { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' } as const;
  try {
    return new Intl.DateTimeFormat([locale, fallback], options);
  } catch {
    return new Intl.DateTimeFormat(fallback, options);
  }
}
