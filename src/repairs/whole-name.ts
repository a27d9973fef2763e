import { fieldLengths } from './rules.ts';

const quoted = /^["“”](.+)["“”]$/su;

/**
 * Returns a search for exactly this name: in double quotes, so that the repairs of Ann Lee are not those of Ann Leeson,
 * too. A name that would be too long with quotes stays without.
 */
export function toWholeName(name: string): string {
  const search = `"${name}"`;
  return Array.from(search).length <= fieldLengths.assignedTo ? search : name;
}

/** Returns the name between double quotes; undefined without them. */
export const parseWholeName = (search: string): string | undefined => quoted.exec(search.trim())?.[1];
