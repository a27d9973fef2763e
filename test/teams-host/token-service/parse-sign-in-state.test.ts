import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidRequest } from '../../../src/foundation/errors.ts';
import { parseSignInState } from '../../../src/teams-host/token-service/parse-sign-in-state.ts';

describe('parseSignInState', () => {
  it('parses any text or throws InvalidRequest', () => {
    const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue().map(base64), fc.base64String()), (state) => {
        try {
          parseSignInState(state);
        } catch (fault) {
          expect(fault).to.be.instanceOf(InvalidRequest);
        }
      }),
    );
  });
});
