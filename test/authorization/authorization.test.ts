import { expect } from 'chai';
import { AuthorizationError } from '../../src/authorization/authorization-error.ts';
import { contoso, fabrikam, karin } from '../support/issuer.ts';
import { metadataUrl, namesOf, profiles, type Started, startAuthorization } from './start-authorization.ts';

for (const profile of profiles) {
  const { scopeClaim } = namesOf[profile];

  describe(`authorization by the profile ${profile}`, () => {
    let started: Started;

    before(async () => {
      started = await startAuthorization(profile);
    });

    after(() => started.close());

    it('gives the principal of a valid token', async () => {
      const principal = await started.authorization.authorize(`Bearer ${started.token()}`, 'repairs_read');
      const scopes = new Set(['repairs_read', 'repairs_write']);
      expect(principal).to.deep.equal({ tenantId: contoso, userId: karin, scopes });
    });

    it('takes the scheme in any case', async () => {
      for (const scheme of ['bearer', 'BEARER', 'bEaReR']) {
        await started.authorization.authorize(`${scheme} ${started.token()}`, 'repairs_write');
      }
    });

    it('takes any number of spaces after the scheme', () =>
      started.authorization.authorize(`Bearer   ${started.token()}`, 'repairs_read'));

    for (const header of [undefined, '', 'Basic a2FyaW46cmVwYWlycw==', 'DPoP abc', 'abc.def.ghi', 'Bearerx abc']) {
      it(`answers ${JSON.stringify(header)} with a challenge without error code`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect(error.status).to.equal(401);
        expect(error.headers).to.deep.equal({
          'WWW-Authenticate': `Bearer realm="repairs", resource_metadata="${metadataUrl}"`,
        });
      });
    }

    for (const header of ['Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'Bearer a, Bearer b', 'Bearer "a"']) {
      it(`answers ${JSON.stringify(header)} with 400 invalid_request`, async () => {
        const error = await started.refusal(header);
        expect(error).to.be.instanceOf(AuthorizationError);
        expect([error.status, error.code]).to.deep.equal([400, 'invalid_request']);
        expect(error.headers['WWW-Authenticate']).to.equal(
          `Bearer realm="repairs", error="invalid_request", resource_metadata="${metadataUrl}"`,
        );
      });
    }

    it('lets clocks be five seconds apart', async () => {
      const claims = [
        { exp: started.seconds() - 4 },
        { nbf: started.seconds() + 5 },
        { iat: started.seconds() + 5, nbf: started.seconds() + 5 },
      ];
      for (const some of claims) {
        const past = 'exp' in some ? { iat: some.exp - 60, nbf: some.exp - 60 } : {};
        await started.authorization.authorize(
          `Bearer ${started.token({ claims: { ...past, ...some } })}`,
          'repairs_read',
        );
      }
    });

    it('takes an audience that is the only element of an array', async () => {
      const aud = [started.issuer.settings(profile).audience];
      await started.authorization.authorize(`Bearer ${started.token({ claims: { aud } })}`, 'repairs_read');
    });

    describe('answers 403 insufficient_scope to', () => {
      const others = [
        'repairs_read_all',
        'repairs_writ',
        'Repairs_read',
        'openid repairs_read_all x_repairs_read',
        'openid',
      ];
      for (const scope of others) {
        it(`the scopes ${scope}`, async () => {
          const error = await started.refusal(`Bearer ${started.token({ claims: { [scopeClaim]: scope } })}`);
          expect(error).to.be.instanceOf(AuthorizationError);
          expect([error.status, error.code]).to.deep.equal([403, 'insufficient_scope']);
          expect(error.headers['WWW-Authenticate']).to.equal(
            `Bearer realm="repairs", error="insufficient_scope", scope="repairs_read", resource_metadata="${metadataUrl}"`,
          );
        });
      }

      it('a reader who writes', async () => {
        const header = `Bearer ${started.token({ claims: { [scopeClaim]: 'openid repairs_read' } })}`;
        await started.authorization.authorize(header, 'repairs_read');
        const error = await started.authorization.authorize(header, 'repairs_write').catch((reason) => reason);
        expect(error.status).to.equal(403);
      });
    });
  });
}

describe('authorization by the profile rfc9068', () => {
  it('takes the long spelling of the type', async () => {
    const started = await startAuthorization();
    const header = `Bearer ${started.token({ header: { typ: 'application/at+jwt' } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('answers 403 to a token that was granted no scope', async () => {
    const started = await startAuthorization();
    expect((await started.refusal(`Bearer ${started.token({ claims: { scope: undefined } })}`)).status).to.equal(403);
    await started.close();
  });
});

describe('authorization by the profile entra-id-v2', () => {
  it('takes the long-lived tokens of continuous access evaluation', async () => {
    const started = await startAuthorization('entra-id-v2');
    const header = `Bearer ${started.token({ claims: { exp: started.seconds() + 28 * 3600 } })}`;
    await started.authorization.authorize(header, 'repairs_read');
    await started.close();
  });

  it('holds a key to the issuer that the key set names for it', async () => {
    const started = await startAuthorization('entra-id-v2');
    const { issuer } = started;
    for (const [keyIssuer, believed] of [
      [`${issuer.url}/{tenantid}/v2.0`, true],
      [`${issuer.url}/${contoso}/v2.0`, true],
      [`${issuer.url}/${fabrikam}/v2.0`, false],
      [issuer.url, false],
    ]) {
      issuer.publish([{ ...issuer.key.jwk, issuer: keyIssuer }]);
      started.pass(3600);
      const header = `Bearer ${started.token()}`;
      const answer = await started.authorization.authorize(header, 'repairs_read').catch((error) => error);
      expect(answer instanceof AuthorizationError).to.equal(!believed, String(keyIssuer));
    }
    await started.close();
  });
});
