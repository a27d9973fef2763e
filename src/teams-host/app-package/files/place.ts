import type { Position } from '../../../local/text-position.ts';

/** Names of properties and indexes of lists, from the root of a document to a member. */
export type MemberPath = readonly (string | number)[];

/** Describes where a member of a document is, for the beginning of a sentence. */
export type Place = (...path: MemberPath) => string;

/**
 * @param file path in the package.
 * @param locate finds a member; undefined if there is none, and the place of its parent is used then.
 */
export function createPlace(file: string, locate: (path: MemberPath) => Position | undefined): Place {
  return (...path) => {
    const position = path
      .map((_step, index) => path.slice(0, path.length - index))
      .map(locate)
      .find((found) => found !== undefined);
    const where = position === undefined ? file : `${file}, line ${position.line}, column ${position.column}`;
    return path.length === 0 ? where : `${where} (${toMemberName(path)})`;
  };
}

/** For example `composeExtensions[0].commands[1].id`. */
export function toMemberName(path: MemberPath): string {
  return path
    .map((step) => {
      if (/^\d+$/.test(String(step))) {
        return `[${step}]`;
      }
      return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(String(step)) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('')
    .replace(/^\./, '');
}

/** @param pointer a JSON Pointer (RFC 6901). */
export function toMemberPath(pointer: string): MemberPath {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
