import { expect } from 'chai';
import { apiClient, opaqueAudience } from '../../support/introspection-server.ts';
import { contoso, createSigningKey, karin, signToken } from '../../support/issuer.ts';
import { type StartedIntrospection, startIntrospection } from './start-introspection.ts';

describe('introspection', () => {
  let started: StartedIntrospection;

  beforeEach(async () => {
    started = await startIntrospection();
  });

  afterEach(() => started.close());

  it('asks once a minute about a valid token', async () => {
    for (let call = 0; call < 5; call += 1) {
      await started.ask('token');
    }
    started.pass(59);
    await started.ask('token');
    expect(started.server.requests).to.have.lengthOf(1);
    started.pass(1);
    await started.ask('token');
    expect(started.server.requests).to.have.lengthOf(2);
  });

  it('caches an answer until the token expires at most', async () => {
    started.server.answer({ claims: { exp: started.seconds() + 10 } });
    await started.ask('token');
    started.pass(10);
    await started.ask('token');
    expect(started.server.requests).to.have.lengthOf(2);
  });

  it('refuses a revoked token within the time of the cache', async () => {
    expect(await started.ask('token')).to.be.an('object');
    started.server.answer({ claims: { active: false } });
    expect(await started.ask('token')).to.be.an('object');
    started.pass(60);
    expect(await started.ask('token')).to.equal(401);
  });

  it('asks once in five seconds about a bad token, however often it is sent', async () => {
    started.server.answer({ claims: { active: false } });
    for (let call = 0; call < 100; call += 1) {
      expect(await started.ask('bad')).to.equal(401);
    }
    started.pass(4);
    await started.ask('bad');
    expect(started.server.requests).to.have.lengthOf(1);
    started.pass(1);
    await started.ask('bad');
    expect(started.server.requests).to.have.lengthOf(2);
  });

  it('sends one request for concurrent calls with one token', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    started.server.answer({ after: promise });
    const calls = Array.from({ length: 50 }, () => started.ask('token'));
    resolve();
    expect(await Promise.all(calls)).to.have.lengthOf(50);
    expect(started.server.requests).to.have.lengthOf(1);
  });

  it('limits concurrent requests, and answers 503 beyond what may wait', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    started.server.answer({ after: promise });
    const calls = Array.from({ length: 121 }, (_, call) => started.ask(`opaque-token-${call}`));
    expect(await calls[120]).to.equal(503);
    resolve();
    const answers = await Promise.all(calls.slice(0, 120));
    expect(answers.every((answer) => typeof answer === 'object')).to.equal(true);
  });

  it('never asks about a token of the form of a JWT, nor about a service token', async () => {
    const jwt = started.issuer.accessToken();
    for (const token of [jwt, `${jwt}.`, 'a.b.c', '..', 'a.b.c.d.e', 'rpr_x', `rpr_${'A'.repeat(43)}_0c2b5986`]) {
      expect(await started.ask(token), token).to.equal(401);
    }
    expect(started.server.requests).to.have.lengthOf(0);
  });

  it('refuses the token of an application if only persons are permitted', async () => {
    const roles = ['Repairs.Read.All'];
    started.server.answer({ claims: { sub: 'reporting', client_id: 'reporting', roles } });
    expect(await started.ask('token')).to.equal(401);
  });

  it('answers 503 to a signed answer, whose signature nobody would verify, if answers are plain', async () => {
    const { issuer, server } = started;
    const { privateKey, kid } = await createSigningKey();
    const iat = started.seconds();
    const who = { sub: karin, tid: contoso, client_id: 'teams', scope: 'repairs_read' };
    const claims = { active: true, iss: issuer.url, aud: opaqueAudience, iat, exp: iat + 60, ...who };
    const body = signToken(
      { alg: 'RS256', typ: 'token-introspection+jwt', kid },
      { iss: issuer.url, aud: apiClient.id, iat, token_introspection: claims },
      privateKey,
    );
    server.answer({ type: 'application/token-introspection+jwt', body });
    expect(await started.ask('token')).to.equal(503);
    server.answer({ type: 'application/json', body: JSON.stringify(claims) });
    expect(await started.ask('token')).to.be.an('object');
  });

  it('asks each time if nothing may be cached', async () => {
    const other = await startIntrospection({ cacheSeconds: 0 });
    await other.ask('token');
    await other.ask('token');
    expect(other.server.requests).to.have.lengthOf(2);
    await other.close();
  });
});
