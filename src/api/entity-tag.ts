import { InvalidRequest, PreconditionRequired } from '../foundation/errors.ts';

/** A version as a strong entity tag (RFC 9110 section 8.8.3). */
export const toEntityTag = (version: number): string => `"${version}"`;

const ours = /^"([1-9]\d{0,14})"$/;
const entityTag = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;
/** Older than every version there is. */
const noVersion = 0;

/**
 * Reads the version a change is meant for (RFC 9110 section 13.1.1). Exactly one entity tag is taken; `*` is not, as it
 * would overwrite whatever is there. A well-formed tag that was never ours, or a weak one, gives a version that no
 * repair has.
 * @throws PreconditionRequired without the header.
 * @throws InvalidRequest when it is malformed, `*` or a list.
 */
export function parseIfMatch(header: string | undefined): number {
  if (header === undefined || header.trim() === '') {
    throw new PreconditionRequired('If-Match is missing: send the ETag of the version that is to be changed.', {
      field: 'If-Match',
    });
  }
  const tag = header.trim();
  if (!entityTag.test(tag)) {
    throw new InvalidRequest('If-Match must be the one ETag of the version that is to be changed.', {
      field: 'If-Match',
    });
  }
  const [, version] = ours.exec(tag) ?? [];
  return version === undefined ? noVersion : Number(version);
}

/** Whether the caller has this version already (RFC 9110 section 13.1.2); compares weakly, a malformed header is none. */
export function isKnown(header: string | undefined, version: number): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(toEntityTag(version));
}
