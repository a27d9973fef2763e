import { expect } from 'chai';
import * as openid from 'openid-client';
import { aBrowser, goOn, type HttpBrowser, isConsentPage, signIn } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  discover,
  exchange,
  type LocalAuthorizationServer,
  poster,
  refresh,
  requestTokens,
  secret,
  teams,
} from './local-authorization-server.ts';

describe('authorization server: refresh and revocation', () => {
  let server: LocalAuthorizationServer;
  let browser: HttpBrowser;
  beforeEach(async () => {
    server = await aLocalAuthorizationServer();
    browser = aBrowser();
  });
  afterEach(() => server.close());

  const tokens = async (scope = 'repairs_read') => {
    const request = anAuthorizationRequest(server, { scope });
    return (await exchange(server, await signIn(request.url, { browser }), request.verifier)).body;
  };
  const asksForConsent = async () => {
    const landing = await goOn(browser, anAuthorizationRequest(server).url);
    return landing.kind === 'page' && isConsentPage(landing.text);
  };

  it('rotates refresh tokens and keeps the scope', async () => {
    const first = await tokens('repairs_read repairs_write');
    const second = await refresh(server, first.refresh_token);
    expect(second.status).to.equal(200);
    expect(second.body.scope).to.equal('repairs_read repairs_write');
    expect(second.body.refresh_token).to.not.equal(first.refresh_token);
    expect(second.body.access_token).to.not.equal(first.access_token);
    expect((await refresh(server, second.body.refresh_token)).status).to.equal(200);
  });

  it('revokes the whole grant when a refresh token is reused', async () => {
    const first = await tokens();
    const second = await refresh(server, first.refresh_token);
    expect((await refresh(server, first.refresh_token)).body.error).to.equal('invalid_grant');
    expect((await refresh(server, second.body.refresh_token)).body.error).to.equal('invalid_grant');
    expect(await asksForConsent()).to.equal(true);
  });

  it('rejects scopes that were not granted, and other resources', async () => {
    const { refresh_token = '' } = await tokens();
    const grant = { grant_type: 'refresh_token', refresh_token };
    expect((await requestTokens(server, { ...grant, scope: 'repairs_write' })).body.error).to.equal('invalid_scope');
    expect((await requestTokens(server, { ...grant, resource: 'api://other' })).body.error).to.equal('invalid_target');
  });

  it('rejects a refresh token of another client, an unknown one and an empty one', async () => {
    const { refresh_token = '' } = await tokens();
    const grant = { grant_type: 'refresh_token', refresh_token };
    const asPoster = { ...grant, client_id: poster.clientId, client_secret: secret };
    expect((await requestTokens(server, asPoster, {})).body.error).to.equal('invalid_grant');
    expect((await refresh(server, 'made-up')).body.error).to.equal('invalid_grant');
    expect((await refresh(server, '')).status).to.equal(400);
    expect((await refresh(server, refresh_token)).status).to.equal(200);
  });

  it('revokes the consent along with a refresh token', async () => {
    const { refresh_token = '' } = await tokens();
    expect(await asksForConsent()).to.equal(false);
    await openid.tokenRevocation(await discover(server, teams), refresh_token);
    expect((await refresh(server, refresh_token)).body.error).to.equal('invalid_grant');
    expect(await asksForConsent()).to.equal(true);
    expect((await tokens()).refresh_token).to.be.a('string');
  });

  it('rejects revocation by another or no client, and ignores unknown tokens', async () => {
    const { refresh_token = '' } = await tokens();
    const config = await discover(server, poster);
    const refusal = await openid.tokenRevocation(config, refresh_token).catch((error: unknown) => error);
    expect(refusal).to.include({ error: 'invalid_request' });
    await openid.tokenRevocation(config, 'unknown');
    expect((await refresh(server, refresh_token)).status).to.equal(200);
    const anonymous = await fetch(server.endpoints.revocation, {
      method: 'POST',
      body: new URLSearchParams({ token: refresh_token }),
    });
    expect(anonymous.status).to.be.within(400, 401);
  });
});
