const fallback = 'en-US';
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** Formats cost much to make and the locale comes from outside. */
const maximumFormats = 50;
/** A list says the same days again and again, and to format one costs as much as half of the rest of its card. */
const maximumDays = 1000;

/** A day for people to read: `YYYY-MM-DD` and a BCP 47 tag in, `May 24, 2023` out; what is no day comes back as it is. */
export type FormatDay = (day: string, locale?: string) => string;

/** Keeps a bounded number of formats. A locale that is malformed or not known is read as American English. */
export function createFormatDay(): FormatDay {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const days = new Map<string, string>();

  function format(day: string, locale: string): string {
    const date = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(date.getTime())) {
      return day;
    }
    let known = formats.get(locale);
    if (known === undefined) {
      if (formats.size >= maximumFormats) {
        formats.clear();
      }
      known = createFormat(locale);
      formats.set(locale, known);
    }
    return known.format(date);
  }

  return (day, locale = fallback) => {
    if (!dayPattern.test(day)) {
      return day;
    }
    const key = `${locale} ${day}`;
    let text = days.get(key);
    if (text === undefined) {
      if (days.size >= maximumDays) {
        days.clear();
      }
      text = format(day, locale);
      days.set(key, text);
    }
    return text;
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
