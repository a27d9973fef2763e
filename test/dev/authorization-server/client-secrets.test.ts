import { expect } from 'chai';
import { signIn } from '../../support/sign-in.ts';
import {
  aLocalAuthorizationServer,
  anAuthorizationRequest,
  basic,
  exchange,
  type LocalAuthorizationServer,
  poster,
  requestTokens,
  secret,
  teams,
} from './local-authorization-server.ts';

const newSecret = 'new-_DEF-_ghi-_JKL-_mno-_PQR-_stu-_VWX-_yz0';

describe('authorization server: client secrets', () => {
  let server: LocalAuthorizationServer;
  let refreshToken: string;
  beforeEach(async () => {
    server = await aLocalAuthorizationServer();
    const request = anAuthorizationRequest(server);
    const { body } = await exchange(server, await signIn(request.url), request.verifier);
    refreshToken = body.refresh_token ?? '';
  });
  afterEach(() => server.close());

  const refreshWith = async (clientSecret: string) => {
    const { status, body } = await requestTokens(
      server,
      { grant_type: 'refresh_token', refresh_token: refreshToken },
      { Authorization: basic(teams.clientId, clientSecret) },
    );
    refreshToken = body.refresh_token ?? refreshToken;
    return body.error ?? status;
  };

  it('accepts a rotated secret at once, keeps the grant and refuses the previous secret', async () => {
    server.rotateSecret(teams.clientId, newSecret);
    expect(await refreshWith(secret)).to.equal('invalid_client');
    expect(await refreshWith(newSecret)).to.equal(200);
  });

  it('accepts both secrets until the next rotation if asked to keep the previous one', async () => {
    server.rotateSecret(teams.clientId, newSecret, { keepPrevious: true });
    expect(await refreshWith(secret)).to.equal(200);
    expect(await refreshWith(newSecret)).to.equal(200);
    server.rotateSecret(teams.clientId, `${newSecret}-2`, { keepPrevious: true });
    expect(await refreshWith(secret)).to.equal('invalid_client');
    expect(await refreshWith(newSecret)).to.equal(200);
    expect(await refreshWith(`${newSecret}-2`)).to.equal(200);
  });

  it('keeps the secrets of other clients, and knows only its own clients', async () => {
    server.rotateSecret(poster.clientId, newSecret);
    expect(await refreshWith(newSecret)).to.equal('invalid_client');
    expect(await refreshWith(secret)).to.equal(200);
    expect(() => server.rotateSecret('nobody', newSecret)).to.throw('There is no client nobody.');
  });
});
