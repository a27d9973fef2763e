import type { FormValues } from '../cards/repair-form-card.ts';
import { fieldLengths } from '../repairs/rules.ts';
import type { MessageValue } from './invoke-values.ts';

/**
 * Fills the form from a message: the title is its first line, the description its whole text followed by its source.
 */
export function toFormValues({ text, link, from }: MessageValue): FormValues {
  const whole = clean(text);
  const [first = ''] = whole.split('\n');
  const source = toSource(link, from);
  const room = fieldLengths.description - countCharacters(source);
  return { title: cut(first, fieldLengths.title), description: cut(whole, room) + source };
}

function toSource(link: string | undefined, from: string | undefined): string {
  const name = cut(clean(from ?? '').replaceAll('\n', ' '), fieldLengths.assignedTo);
  const address = link !== undefined && link.length <= fieldLengths.image && URL.parse(link)?.protocol === 'https:';
  const parts = [name === '' ? '' : `From a message of ${name}`, address ? clean(link) : ''];
  const source = parts.filter((part) => part !== '').join(': ');
  // A long link must not displace the message.
  const shown = countCharacters(source) > fieldLengths.description / 2 ? (parts[0] ?? '') : source;
  return shown === '' ? '' : `\n\n${shown}`;
}

/**
 * Converts text to the form that the rules for repairs require: in NFC, with `\n` between lines, no other control
 * characters, no lone surrogates.
 */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .normalize('NFC');
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ellipsis = '…';

const countCharacters = (text: string): number => Array.from(text).length;

/** Cuts a text to a length in characters (code points) and never inside a grapheme. */
function cut(text: string, longest: number): string {
  if (text.length <= longest || countCharacters(text) <= longest) {
    return text;
  }
  let kept = '';
  let room = longest - ellipsis.length;
  for (const { segment } of graphemes.segment(text)) {
    room -= countCharacters(segment);
    if (room < 0) {
      break;
    }
    kept += segment;
  }
  return kept.trimEnd() + ellipsis;
}
