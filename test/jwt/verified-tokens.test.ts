import { expect } from 'chai';
import type { Principal } from '../../src/authorization/callers/principal.ts';
import { createVerifiedTokens, rememberedFor } from '../../src/jwt/verified-tokens.ts';
import { type Started, startAuthorization } from '../authorization/start-authorization.ts';

const principal: Principal = { kind: 'user', tenantId: 'tenant', userId: 'user', scopes: new Set(['repairs_read']) };
const start = new Date('2026-05-04T10:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const hour = start.getTime() / 1000 + 3600;

describe('createVerifiedTokens', () => {
  it('finds a token for a minute', () => {
    const tokens = createVerifiedTokens<Principal>();
    tokens.remember('a.b.c', principal, hour, start);
    expect(tokens.find('a.b.c', later(rememberedFor - 1))).to.equal(principal);
    expect(tokens.find('a.b.c', later(rememberedFor))).to.equal(undefined);
  });

  it('does not find a token after its exp', () => {
    const tokens = createVerifiedTokens<Principal>();
    tokens.remember('a.b.c', principal, start.getTime() / 1000 + 10, start);
    expect(tokens.find('a.b.c', later(9))).to.equal(principal);
    expect(tokens.find('a.b.c', later(10))).to.equal(undefined);
  });

  it('keeps the last 10,000 tokens', () => {
    const tokens = createVerifiedTokens<Principal>();
    const names = Array.from({ length: 10_001 }, (_, number) => `token-${number}`);
    for (const name of names) {
      tokens.remember(name, principal, hour, start);
    }
    const known = names.filter((name) => tokens.find(name, start) !== undefined);
    expect(known).to.deep.equal(names.slice(1));
  });

  it('does not find a token that differs in case', () => {
    const tokens = createVerifiedTokens<Principal>();
    tokens.remember('a.b.c', principal, hour, start);
    expect(tokens.find('a.b.C', start)).to.equal(undefined);
  });
});

describe('authorization of a cached token', () => {
  let started: Started;
  beforeEach(async () => {
    started = await startAuthorization();
  });
  afterEach(() => started.close());

  it('still requires the scope', async () => {
    const header = `Bearer ${started.token({ claims: { scope: 'repairs_write' } })}`;
    await started.authorization.authorize(header, 'repairs_write');
    expect((await started.refusal(header)).status).to.equal(403);
  });

  it('rejects the token once it has expired', async () => {
    const header = `Bearer ${started.token({ claims: { exp: started.seconds() + 30 } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    started.pass(36);
    expect((await started.refusal(header)).status).to.equal(401);
  });

  it('does not cache a rejection', async () => {
    const header = `Bearer ${started.token({ claims: { nbf: started.seconds() + 30 } })}`;
    expect((await started.refusal(header)).status).to.equal(401);
    started.pass(30);
    expect((await started.authorization.authorize(header, 'repairs_read')).kind).to.equal('user');
  });

  it('rejects the same claims with another signature', async () => {
    const token = started.token();
    await started.authorization.authorize(`Bearer ${token}`, 'repairs_read');
    const [header, claims] = token.split('.');
    const forged = `${header}.${claims}.${'A'.repeat(342)}`;
    expect((await started.refusal(`Bearer ${forged}`)).status).to.equal(401);
  });
});
