/** Forms of settings. The remedy of each completes the sentence "set it to …". */
import { z } from 'zod';

export const text = (remedy: string, pattern: RegExp) => z.string(remedy).regex(pattern, remedy);

export const guid = (remedy: string) => z.guid(remedy).toLowerCase();

export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `one of ${words.join(', ')}`);

/** @param parse returns undefined for text that is malformed. */
export const parsed = <Value>(remedy: string, parse: (text: string) => Value | undefined) =>
  z.string(remedy).transform((value, context) => {
    const result = parse(value);
    if (result === undefined) {
      context.addIssue(remedy);
      return z.NEVER;
    }
    return result;
  });

/** A comma-separated list; removes duplicates. */
export const list = <Item extends string>(remedy: string, toItem: (remedy: string) => z.ZodType<Item, string>) =>
  z
    .string(remedy)
    .transform((value) => value.split(',').map((item) => item.trim()))
    .pipe(z.array(toItem(remedy)))
    .transform((items) => [...new Set(items)]);
