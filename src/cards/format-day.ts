const fallback = 'en-US';
/** Formats cost much to make and the locale comes from outside. */
const maximumFormats = 50;

/** A day for people to read: `YYYY-MM-DD` and a BCP 47 tag in, `May 24, 2023` out; what is no day comes back as it is. */
export type FormatDay = (day: string, locale?: string) => string;

/** Keeps a bounded number of formats. A locale that is malformed or not known is read as American English. */
export function createFormatDay(): FormatDay {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (day, locale = fallback) => {
    const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
    if (date === undefined || Number.isNaN(date.getTime())) {
      return day;
    }
    let format = formats.get(locale);
    if (format === undefined) {
      if (formats.size >= maximumFormats) {
        formats.clear();
      }
      format = createFormat(locale);
      formats.set(locale, format);
    }
    return format.format(date);
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
