import { isJsonObject, type JsonObject } from '../../foundation/json-value.ts';
import { isClose } from './is-close.ts';

/** Members of elements that Teams uses and the official renderer ignores. */
const usedByTeamsOnly: ReadonlySet<string> = new Set([
  'allowExpand',
  'fitMode',
  'grid.area',
  'horizontalContentAlignment',
  'layouts',
  'menuActions',
  'roundedCorners',
  'showBorder',
  'targetWidth',
  'themedUrls',
  'valueChangedAction',
  'verticalContentAlignment',
]);

/** Members that the official renderer reads although its schemas do not list them, or that nothing is drawn for. */
const otherMembers: readonly string[] = [
  '$schema',
  'actions',
  'body',
  'card',
  'cells',
  'choices.data',
  'columns',
  'fallback',
  'firstRowAsHeader',
  'images',
  'inlines',
  'items',
  'metadata',
  'msteams',
  'rows',
  'type',
];

/** The member without which a part has no use, and the consequence, by type. */
const needed: Readonly<Record<string, readonly [member: string, consequence: string]>> = {
  'Action.OpenUrl': ['url', 'its button opens nothing'],
  'Action.ShowCard': ['card', 'its button shows nothing'],
  'Action.ToggleVisibility': ['targetElements', 'its button does nothing'],
  FactSet: ['facts', 'nothing is drawn for it'],
  Image: ['url', 'nothing is drawn for it'],
  ImageSet: ['images', 'nothing is drawn for it'],
  'Input.Toggle': ['title', 'it has no words beside it'],
  Media: ['sources', 'it cannot be played'],
  RichTextBlock: ['inlines', 'nothing is drawn for it'],
  TextBlock: ['text', 'nothing is drawn for it'],
  TextRun: ['text', 'nothing is drawn for it'],
};

/** Explains that a part lacks what it needs to be drawn. An empty text is a choice of the author, an empty URL is not. */
export function explainMissing(source: JsonObject, type: string): string | undefined {
  const [member, consequence] = (Object.hasOwn(needed, type) ? needed[type] : undefined) ?? [];
  const value = member === undefined ? '' : source[member];
  return value === undefined ||
    value === null ||
    (value === '' && member === 'url') ||
    (member === 'card' && !isJsonObject(value))
    ? `${type} has no "${member}", so ${consequence}. Add it.`
    : undefined;
}

/** Explains why a row of a table is not drawn as a whole. */
export function explainCells({ columns, rows }: JsonObject): string | undefined {
  const places = Array.isArray(columns) ? columns.length : 0;
  return (Array.isArray(rows) ? rows : []).some(
    (row) => isJsonObject(row) && Array.isArray(row.cells) && row.cells.length > places,
  )
    ? 'A row of Table has more cells than "columns" has entries, so the other cells are not drawn. Add columns.'
    : undefined;
}

/** A member that is ignored. */
export interface IgnoredMember {
  /** Whether Teams ignores it, too, as far as the host knows. */
  readonly isFault: boolean;
  readonly text: string;
}

/**
 * Finds the members of a part that the official renderer does not read.
 * @param known the members that it reads.
 */
export function findIgnored(source: JsonObject, known: readonly string[], part: string): readonly IgnoredMember[] {
  const all = [...known, ...otherMembers];
  return Object.keys(source)
    .filter((name) => !all.includes(name))
    .map((name) => {
      const shown = `"${name.slice(0, 60)}" of ${part}`;
      if (usedByTeamsOnly.has(name)) {
        return { isFault: false, text: `Teams uses ${shown}, this host does not.` };
      }
      if (name === '$data' || name === '$when') {
        return { isFault: true, text: `${shown} belongs into a template; this card is none, so it is ignored.` };
      }
      const close = all.find((other) => isClose(name, other));
      return close === undefined
        ? { isFault: false, text: `This host does not know ${shown}, so it ignores it.` }
        : { isFault: true, text: `${shown} is not known, so it is ignored. Did you mean "${close}"?` };
    });
}
