import { expect } from 'chai';
import fc from 'fast-check';
import { createVerifications } from '../../../src/teams-host/token-service/verifications.ts';
import { karin } from '../vault/vault-fixture.ts';

describe('verification codes', () => {
  it('have six digits for any random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        let isFirst = true;
        const random = (size: number): Uint8Array => {
          const chosen = isFirst ? bytes : new Uint8Array(size);
          isFirst = false;
          return chosen;
        };
        const verifications = createVerifications(() => new Date(), random);
        expect(verifications.open(karin, 'garden', { accessToken: 'x' })).to.match(/^\d{6}$/);
      }),
    );
  });
});
