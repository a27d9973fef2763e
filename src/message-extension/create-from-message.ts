import type { FormValues } from '../cards/repair-form-card.ts';
import { fieldLengths } from '../repairs/rules.ts';
import type { ActionCommand, MessageValue } from './command-context.ts';
import type { RepairDialog } from './repair-dialog.ts';
import { toToday } from './to-today.ts';

/** Creates the command that opens a form filled from the message it was chosen on. */
export function createCreateFromMessage(dialog: RepairDialog): ActionCommand {
  return {
    fetch: async ({ message }, context) => {
      const fields = message === undefined ? {} : toFields(message);
      const values = { ...fields, assignedTo: context.user.name, date: toToday(context), status: 'open' };
      return dialog.open(values, context);
    },
    submit: dialog.submit,
  };
}

/** The message's first line as the title, all of it as the description, and where it came from at the end. */
export function toFields({ text, link, from }: MessageValue): FormValues {
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
  // An address of its own length could push the message out.
  const shown = countCharacters(source) > fieldLengths.description / 2 ? (parts[0] ?? '') : source;
  return shown === '' ? '' : `\n\n${shown}`;
}

/** What the rules take: lines ended by `\n`, no other control characters, nothing that is no character. */
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

/** At most so many characters (code points), with nothing cut in two that people see as one. */
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
