import { InvalidRequest } from '../../foundation/errors.ts';

/** Converts a version to a strong entity tag (RFC 9110 section 8.8.3). */
export const toEntityTag = (version: number): string => `"${version}"`;

const ownTag = /^"([1-9]\d{0,14})"$/;
const entityTag = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
/** No repair has this version. */
const noVersion = 0;

/**
 * Parses the If-Match of a change (RFC 9110 section 13.1.1), which must be exactly one entity tag. `*` is rejected,
 * because it would overwrite any version. A weak or unknown tag is parsed as a version that no repair has.
 * @throws InvalidRequest if it is malformed, `*` or a list.
 */
export function parseIfMatch(header: string): number {
  const tag = header.trim();
  if (!entityTag.test(tag)) {
    throw new InvalidRequest('If-Match must be exactly one ETag: that of the version to change.', {
      field: 'If-Match',
    });
  }
  const [, version] = ownTag.exec(tag) ?? [];
  return version === undefined ? noVersion : Number(version);
}

/**
 * Whether If-None-Match names this version (RFC 9110 section 13.1.2). Compares weakly and ignores a malformed header.
 */
export function isKnown(header: string | undefined, version: number): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(toEntityTag(version));
}
