import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { createServiceTokens } from '../../../src/authorization/service-tokens/create-service-tokens.ts';
import {
  createServiceToken,
  isServiceToken,
  toServiceTokenHash,
} from '../../../src/authorization/service-tokens/service-token.ts';
import { redact } from '../../../src/foundation/redact.ts';
import { TokenRefused } from '../../../src/jwt/token-refused.ts';
import { contoso } from '../../support/issuer.ts';

const anyToken = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => createServiceToken(() => Buffer.from(bytes)));

describe('service tokens', () => {
  it('have a prefix, 32 random bytes and a checksum', () => {
    expect(createServiceToken(() => Buffer.alloc(32))).to.equal(`rpr_${'A'.repeat(43)}_0c2b5986`);
    expect(createServiceToken(randomBytes)).to.match(/^rpr_[\w-]{43}_[\da-f]{8}$/);
  });

  it('are recognized, whatever the random bytes', () => {
    fc.assert(fc.property(anyToken, isServiceToken));
  });

  it('are not recognized with a character replaced, inserted or removed', () => {
    const change = fc.record({
      at: fc.nat(55),
      remove: fc.constantFrom(0, 1),
      insert: fc.constantFrom('', 'A', 'b', '_', '-', '0', '='),
    });
    fc.assert(
      fc.property(anyToken, change, (token, { at, remove, insert }) => {
        const changed = token.slice(0, at) + insert + token.slice(at + remove);
        fc.pre(changed !== token);
        expect(isServiceToken(changed)).to.equal(false);
      }),
    );
  });

  it('are not recognized with fewer than 24 bytes', () => {
    const short = (size: number) => createServiceToken(() => Buffer.alloc(size));
    expect(isServiceToken(short(23))).to.equal(false);
    expect(isServiceToken(short(24))).to.equal(true);
  });

  it('never reach the log', () => {
    fc.assert(
      fc.property(anyToken, fc.string(), fc.string(), fc.nat(50), (token, before, after, end) => {
        for (const text of [token, token.slice(0, 5 + end)]) {
          expect(JSON.stringify(redact({ note: before + text + after }))).not.to.include(text);
        }
      }),
    );
  });
});

describe('createServiceTokens', () => {
  const tokens = [randomBytes, randomBytes, randomBytes].map(createServiceToken);
  const [first = '', second = '', third = ''] = tokens;
  const identify = createServiceTokens({
    tenantId: contoso,
    tokens: [
      { id: 'import', right: 'write', sha256: toServiceTokenHash(first) },
      { id: 'import', right: 'write', sha256: toServiceTokenHash(second) },
      { id: 'dashboard', right: 'read', sha256: toServiceTokenHash(third) },
    ],
  }).identify;

  it('accepts both tokens of a service, and that of another', () => {
    for (const [token, serviceId, right] of [
      [first, 'import', 'write'],
      [second, 'import', 'write'],
      [third, 'dashboard', 'read'],
    ] as const) {
      expect(identify(token)).to.deep.equal({ kind: 'service', tenantId: contoso, serviceId, right });
    }
  });

  it('refuses every other token', () => {
    const refused = [createServiceToken(randomBytes), first.slice(0, -1), `${first}${first}`, first.toUpperCase(), ''];
    for (const token of [...refused, toServiceTokenHash(first), `rpr_${toServiceTokenHash(first)}`]) {
      expect(() => identify(token)).to.throw(TokenRefused);
    }
  });

  it('refuses every token without settings', () => {
    expect(() => createServiceTokens(undefined).identify(first)).to.throw(TokenRefused);
  });
});
