import { expect } from 'chai';
import { AppError, NotFound } from '../../../src/foundation/errors.ts';
import { aFlow, ashley, contoso, karin } from '../vault/vault-fixture.ts';

import { id, redirectUri, signInFixture, stateOf } from './sign-in-fixture.ts';

describe('signing in', () => {
  const { world, vault, signIn, use, start, finish, failed } = signInFixture();

  describe('startSignIn', () => {
    it('returns the authorization URL with only the parameters that Teams sends', async () => {
      const url = await start();
      const query = Object.fromEntries(url.searchParams);
      expect(url.origin + url.pathname).to.equal(world().registration.authorizationEndpoint);
      expect(Object.keys(query).sort()).to.deep.equal([
        'client_id',
        'code_challenge',
        'code_challenge_method',
        'redirect_uri',
        'response_type',
        'scope',
        'state',
      ]);
      expect(query).to.include({
        client_id: 'teams',
        code_challenge_method: 'S256',
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'repairs_read offline_access',
      });
      expect(query.state).to.match(/^[\w-]{43}$/);
      expect(query.code_challenge).to.match(/^[\w-]{43}$/);
    });

    it('generates a new state and challenge each time', async () => {
      const urls = await Promise.all(Array.from({ length: 20 }, () => start()));
      for (const name of ['state', 'code_challenge']) {
        expect(new Set(urls.map((url) => url.searchParams.get(name))).size).to.equal(20);
      }
    });

    it('omits PKCE and scope if the registration has none, and keeps the query of the endpoint', async () => {
      const { authorizationEndpoint } = world().registration;
      await use({ pkce: false, scope: '', authorizationEndpoint: `${authorizationEndpoint}?policy=one` });
      const url = await start();
      expect([...url.searchParams.keys()].sort()).to.deep.equal([
        'client_id',
        'policy',
        'redirect_uri',
        'response_type',
        'state',
      ]);
      await finish({ code: 'c', state: await stateOf(Promise.resolve(url)) });
      expect(world().endpoint.to('/token')[0]?.form.has('code_verifier')).to.equal(false);
    });

    it('records the hop without the state', async () => {
      const flow = aFlow();
      const url = await start(flow);
      expect(flow.hops).to.have.length(1);
      expect(flow.hops[0]?.request).to.include('state=[redacted]').and.include(encodeURIComponent(redirectUri));
      expect(JSON.stringify(flow.hops)).to.not.include(url.searchParams.get('state'));
    });

    it('refuses an unknown registration, and one for an API key', async () => {
      for (const other of ['other', 'key', '__proto__']) {
        const failure = await signIn()
          .startSignIn(karin, 'session-1', other, aFlow())
          .catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(NotFound);
      }
    });

    it('refuses people outside the home tenant of the registration', async () => {
      await use({ restrictByOrg: 'homeTenant', homeTenantId: contoso });
      await start();
      const failure = await start(aFlow(), ashley).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(AppError).and.have.property('status', 403);
    });
  });

  describe('issuer identification (RFC 9207)', () => {
    const publish = (issuer: string, changes = {}) =>
      world().endpoint.on('/.well-known/oauth-authorization-server', {
        body: {
          issuer,
          authorization_endpoint: world().registration.authorizationEndpoint,
          token_endpoint: world().registration.tokenEndpoint,
          authorization_response_iss_parameter_supported: true,
          ...changes,
        },
      });
    const finishWith = async (more: Record<string, string>) =>
      finish({ code: 'c', state: await stateOf(start()), ...more });

    it('accepts only the issuer of the metadata', async () => {
      const issuer = world().endpoint.origin;
      publish(issuer);
      expect((await finishWith({ iss: issuer })).ok).to.equal(true);
      await vault().forget(karin, id);
      for (const iss of [`${issuer}/`, 'https://evil.example', '', 'x']) {
        expect((await failed(finishWith({ iss }))).title).to.include('another authorization server');
      }
      expect(world().endpoint.to('/token')).to.have.length(1);
    });

    it('requires the issuer if the metadata announces it, even in error responses', async () => {
      publish(world().endpoint.origin);
      expect((await failed(finishWith({}))).text).to.include('does not name its authorization server');
      expect((await failed(finishWith({ error: 'access_denied' }))).text).to.include(
        'does not name its authorization server',
      );
    });

    it('does not require the issuer otherwise', async () => {
      publish(world().endpoint.origin, { authorization_response_iss_parameter_supported: undefined });
      expect((await finishWith({})).ok).to.equal(true);
    });

    it('accepts only an issuer with the origin of the authorization endpoint if there is no metadata', async () => {
      expect((await finishWith({ iss: `${world().endpoint.origin}/one` })).ok).to.equal(true);
      await vault().forget(karin, id);
      await failed(finishWith({ iss: 'https://evil.example' }));
    });

    it('caches the metadata for ten minutes', async () => {
      publish(world().endpoint.origin);
      await finishWith({ iss: world().endpoint.origin });
      await finishWith({ iss: world().endpoint.origin });
      expect(world().endpoint.to('/.well-known/oauth-authorization-server')).to.have.length(1);
      world().clock.advance(600);
      await finishWith({ iss: world().endpoint.origin });
      expect(world().endpoint.to('/.well-known/oauth-authorization-server')).to.have.length(2);
    });
  });
});
