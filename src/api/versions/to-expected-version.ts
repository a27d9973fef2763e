import { InvalidRequest, PreconditionRequired } from '../../foundation/errors.ts';
import { parseIfMatch } from './entity-tag.ts';

/**
 * Returns the version that a change is about. Callers that see headers send it as If-Match, callers that see only
 * bodies, such as language models, as `version`.
 * @throws PreconditionRequired without both.
 * @throws InvalidRequest if If-Match is not exactly one entity tag, or if the two differ.
 */
export function toExpectedVersion(ifMatch: string | undefined, version: number | undefined): number {
  const tagged = ifMatch === undefined || ifMatch.trim() === '' ? undefined : parseIfMatch(ifMatch);
  if (tagged !== undefined && version !== undefined && tagged !== version) {
    throw new InvalidRequest('version and If-Match name different versions of the repair. Send only one of them.', {
      field: 'version',
    });
  }
  const expected = version ?? tagged;
  if (expected === undefined) {
    throw new PreconditionRequired(
      'The request does not say which version of the repair it is about. Read the repair, then send its version, or its ETag as If-Match.',
      { field: 'If-Match' },
    );
  }
  return expected;
}
