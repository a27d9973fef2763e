import { expect } from 'chai';
import fc from 'fast-check';
import {
  introspectedKinds,
  readPrincipal,
  signedKinds,
  type TokenKind,
} from '../../../src/authorization/access-tokens/token-kinds.ts';
import { type TokenRulesSettings, toTokenRules } from '../../../src/authorization/access-tokens/token-rules.ts';
import type { Jwt } from '../../../src/jwt/parse-jwt.ts';
import { TokenRefused } from '../../../src/jwt/token-refused.ts';
import { contoso, entraAudience, karin } from '../../support/issuer.ts';

const now = new Date('2026-05-04T10:00:00Z');
const iat = now.getTime() / 1000;
const application = '77777777-7777-4777-8777-777777777777';

interface Case {
  readonly profile: TokenRulesSettings['profile'];
  readonly kinds: { readonly person: TokenKind<Jwt>; readonly application: TokenKind<Jwt> };
  readonly typ: string;
  readonly issuer: string;
  readonly audience: string;
  readonly person: Record<string, unknown>;
  readonly application: Record<string, unknown>;
}

const cases: readonly Case[] = [
  {
    profile: 'entra-id-v2',
    kinds: signedKinds,
    typ: 'JWT',
    issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    audience: entraAudience,
    person: { oid: karin, sub: 'pairwise', azp: 'teams', scp: 'repairs_read', ver: '2.0' },
    application: { oid: karin, sub: karin, azp: application, roles: ['Repairs.Read.All'], ver: '2.0' },
  },
  {
    profile: 'rfc9068',
    kinds: signedKinds,
    typ: 'at+jwt',
    issuer: 'https://issuer.example.com',
    audience: 'api://repairs',
    person: { sub: karin, client_id: 'teams', jti: 'a', scope: 'repairs_read' },
    application: { sub: application, client_id: application, jti: 'a', roles: ['Repairs.Read.All'] },
  },
  {
    profile: 'introspected',
    kinds: introspectedKinds,
    typ: '',
    issuer: 'https://issuer.example.com',
    audience: 'api://repairs/opaque',
    person: { sub: karin, client_id: 'teams', scope: 'repairs_read' },
    application: { sub: application, client_id: application, roles: ['Repairs.Read.All'] },
  },
];

for (const { profile, kinds, typ, issuer, audience, ...claims } of cases) {
  const rules = toTokenRules({ profile, issuer, audience, allowedTenants: [contoso] });
  const common = { iss: issuer.replace('{tenantid}', contoso), aud: audience, tid: contoso };
  const token = (own: Record<string, unknown>): Jwt => ({
    compact: '',
    header: { alg: 'RS256', kid: 'a', typ },
    claims: { ...common, iat, nbf: iat, exp: iat + 3600, ...own } as Jwt['claims'],
  });
  const read = (kind: 'person' | 'application', own: Record<string, unknown>) =>
    readPrincipal(token(own), { kinds: [kinds[kind]], rules, now });

  describe(`readPrincipal with the rules ${profile}`, () => {
    it('returns a person', () => {
      expect(read('person', claims.person)).to.deep.equal({
        kind: 'user',
        tenantId: contoso,
        userId: karin,
        scopes: new Set(['repairs_read']),
      });
    });

    it('returns an application, which is its client', () => {
      expect(read('application', claims.application)).to.deep.equal({
        kind: 'application',
        tenantId: contoso,
        clientId: application,
        roles: new Set(['Repairs.Read.All']),
        scopes: new Set(),
      });
      expect(read('application', { ...claims.application, idtyp: 'app' }).kind).to.equal('application');
    });

    it('returns an application without roles', () => {
      const { roles: _, ...rest } = claims.application;
      expect(read('application', rest)).to.deep.include({ kind: 'application', roles: new Set() });
    });

    it('refuses the token of an application by the rules for a person, and the reverse', () => {
      expect(() => read('person', claims.application)).to.throw(TokenRefused);
      expect(() => read('application', claims.person)).to.throw(TokenRefused);
    });

    it('refuses every token if no kind is permitted', () => {
      expect(() => readPrincipal(token(claims.person), { kinds: [], rules, now })).to.throw(TokenRefused);
    });

    it('accepts no token by the rules of both', () => {
      const value = fc.constantFrom(
        karin,
        application,
        'teams',
        'repairs_read',
        'app',
        'user',
        '2.0',
        undefined,
        null,
        '',
      );
      const names = ['sub', 'oid', 'azp', 'client_id', 'scp', 'scope', 'idtyp', 'ver'];
      const some = fc.dictionary(fc.constantFrom(...names), value);
      fc.assert(
        fc.property(fc.constantFrom(claims.person, claims.application), some, (base, changes) => {
          const all = Object.entries({ jti: 'a', ...base, ...changes }).filter(([, claim]) => claim !== undefined);
          const passed = (['person', 'application'] as const).filter((kind) => {
            try {
              return read(kind, Object.fromEntries(all));
            } catch (error) {
              expect(error).to.be.instanceOf(TokenRefused);
              return false;
            }
          });
          expect(passed.length).to.be.at.most(1);
        }),
        { numRuns: 500 },
      );
    });
  });
}
