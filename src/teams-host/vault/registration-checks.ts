import { isSecureUrl } from '../../foundation/loopback.ts';

/** Gives what is wrong with a value and what would be right; undefined where nothing is. It never quotes the value. */
export type Check = (value: unknown) => string | undefined;

/** Printable ASCII without spaces: fits into a header and a form as it stands. */
export const visible = /^[\x21-\x7e]+$/;

export function text(pattern: RegExp, longest: number, problem: string, shortest = 1): Check {
  return (value) => (matches(value, pattern, longest) && String(value).length >= shortest ? undefined : problem);
}

export function oneOf(words: readonly string[]): Check {
  return (value) =>
    words.some((word) => word === value) ? undefined : `must be ${words.map((word) => `"${word}"`).join(' or ')}`;
}

export function url(meaning: string, { query }: { query: boolean }): Check {
  return (value) => {
    const parsed =
      typeof value === 'string' && value.length <= 2048 && URL.canParse(value) ? new URL(value) : undefined;
    if (parsed === undefined || String(value).trim() !== value) {
      return `${meaning}: an absolute https URL`;
    }
    if (!isSecureUrl(parsed)) {
      return `${meaning}: an https URL; plain http is taken on 127.0.0.1, [::1] and localhost only`;
    }
    if (
      parsed.username !== '' ||
      parsed.password !== '' ||
      String(value).includes('#') ||
      (!query && parsed.search !== '')
    ) {
      return `${meaning}: remove user name, password${query ? '' : ', query'} and fragment`;
    }
    return undefined;
  };
}

export function matches(value: unknown, pattern: RegExp, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest && pattern.test(value);
}
