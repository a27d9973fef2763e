import { expect } from 'chai';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import { contoso, fabrikam, karin } from '../support/issuer.ts';
import { metadataUrl, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { scopeClaim } = namesOf[profile];

  describe(`authorization with profile ${profile}`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    it('returns the principal of a valid token', async () => {
      const principal = await started.authorization.authorize(`Bearer ${started.token()}`, 'repairs_read');
      const scopes = new Set(['repairs_read', 'repairs_write']);
      expect(principal).to.deep.equal({ kind: 'user', tenantId: contoso, userId: karin, scopes });
    });

    it('accepts the scheme in any case', async () => {
      for (const scheme of ['bearer', 'BEARER', 'bEaReR']) {
        await started.authorization.authorize(`${scheme} ${started.token()}`, 'repairs_write');
      }
    });

    it('accepts several spaces after the scheme', () =>
      started.authorization.authorize(`Bearer   ${started.token()}`, 'repairs_read'));

    for (const header of [undefined, '', 'Basic a2FyaW46cmVwYWlycw==', 'DPoP abc', 'abc.def.ghi', 'Bearerx abc']) {
      it(`rejects the header ${JSON.stringify(header)} with 401 and a challenge without error code`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect(error.status).to.equal(401);
        expect(error.headers).to.deep.equal({
          'WWW-Authenticate': `Bearer realm="repairs", resource_metadata="${metadataUrl}"`,
        });
      });
    }

    for (const header of ['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'Bearer a, Bearer b', 'Bearer "a"']) {
      it(`rejects the header ${JSON.stringify(header)} with 400 invalid_request`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect([error.status, error.code]).to.deep.equal([400, 'invalid_request']);
        expect(error.headers['WWW-Authenticate']).to.equal(
          `Bearer realm="repairs", error="invalid_request", resource_metadata="${metadataUrl}"`,
        );
      });
    }

    it('tolerates a clock skew of five seconds', async () => {
      const shiftedTimes = [
        { exp: started.seconds() - 4 },
        { nbf: started.seconds() + 5 },
        { iat: started.seconds() + 5, nbf: started.seconds() + 5 },
      ];
      for (const times of shiftedTimes) {
        const past = 'exp' in times ? { iat: times.exp - 60, nbf: times.exp - 60 } : {};
        await started.authorization.authorize(
          `Bearer ${started.token({ claims: { ...past, ...times } })}`,
          'repairs_read',
        );
      }
    });

    it('accepts an array with the audience as its only element', async () => {
      const aud = [started.issuer.settings(profile).audience];
      await started.authorization.authorize(`Bearer ${started.token({ claims: { aud } })}`, 'repairs_read');
    });

    describe('throws 403 insufficient_scope for', () => {
      const otherScopes = [
        'repairs_read_all',
        'repairs_writ',
        'Repairs_read',
        'openid repairs_read_all x_repairs_read',
        'openid',
      ];
      for (const scope of otherScopes) {
        it(`a token with the scope ${scope}`, async () => {
          const error = await started.refusal(`Bearer ${started.token({ claims: { [scopeClaim]: scope } })}`);
          expect(error).to.be.instanceOf(AuthorizationError);
          expect([error.status, error.code]).to.deep.equal([403, 'insufficient_scope']);
          expect(error.headers['WWW-Authenticate']).to.equal(
            `Bearer realm="repairs", error="insufficient_scope", scope="repairs_read", resource_metadata="${metadataUrl}"`,
          );
        });
      }

      it('a write with a read-only token', async () => {
        const header = `Bearer ${started.token({ claims: { [scopeClaim]: 'openid repairs_read' } })}`;
        await started.authorization.authorize(header, 'repairs_read');
        const error = await started.authorization.authorize(header, 'repairs_write').catch((reason) => reason);
        expect(error.status).to.equal(403);
      });
    });
  });
}

describe('authorization with profile rfc9068', () => {
  it('accepts application/at+jwt as the type', async () => {
    const started = await startAuthorization();
    const header = `Bearer ${started.token({ header: { typ: 'application/at+jwt' } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('rejects a token without a scope with 403', async () => {
    const started = await startAuthorization();
    expect((await started.refusal(`Bearer ${started.token({ claims: { scope: undefined } })}`)).status).to.equal(403);
    await started.close();
  });
});

describe('authorization with profile entra-id-v2', () => {
  it('accepts a 28-hour token of continuous access evaluation', async () => {
    const started = await startAuthorization('entra-id-v2');
    const header = `Bearer ${started.token({ claims: { exp: started.seconds() + 28 * 3600 } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('accepts a key only for the issuer that the key set names', async () => {
    const started = await startAuthorization('entra-id-v2');
    const { issuer } = started;
    for (const [keyIssuer, accepted] of [
      [`${issuer.url}/{tenantid}/v2.0`, true],
      [`${issuer.url}/${contoso}/v2.0`, true],
      [`${issuer.url}/${fabrikam}/v2.0`, false],
      [issuer.url, false],
    ]) {
      issuer.publish([{ ...issuer.key.jwk, issuer: keyIssuer }]);
      started.pass(3600);
      const header = `Bearer ${started.token()}`;
      const answer = await started.authorization.authorize(header, 'repairs_read').catch((error) => error);
      expect(answer instanceof AuthorizationError).to.equal(!accepted, String(keyIssuer));
    }
    await started.close();
  });
});
