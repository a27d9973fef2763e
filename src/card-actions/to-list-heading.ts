import { toStatusWord } from '../cards/card-repair.ts';
import type { ListQuery } from '../cards/list-position.ts';

/** What a list is of: `Open repairs of Karin Blair with “brake”`. */
export function toListHeading({ assignedTo, status, text }: ListQuery): string {
  return [
    status === undefined ? 'Repairs' : `${toStatusWord(status)} repairs`,
    ...(assignedTo === undefined ? [] : [`of ${assignedTo}`]),
    ...(text === undefined ? [] : [`with “${text}”`]),
  ].join(' ');
}
