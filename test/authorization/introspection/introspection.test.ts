import { expect } from 'chai';
import fc from 'fast-check';
import { AppError } from '../../../src/foundation/errors.ts';
import { apiClient, type IntrospectionAnswer } from '../../support/introspection-server.ts';
import { contoso, fabrikam, karin } from '../../support/issuer.ts';
import { type StartedIntrospection, startIntrospection } from './start-introspection.ts';

let count = 0;
/** A token that nobody has asked about. */
const aToken = () => `opaque-token-${++count}`;

for (const signed of [false, true]) {
  describe(`introspection with ${signed ? 'signed answers (RFC 9701)' : 'plain answers (RFC 7662)'}`, () => {
    let started: StartedIntrospection;

    before(async () => {
      started = await startIntrospection({ signed, callers: ['person', 'opaque', 'application'] });
    });

    beforeEach(() => started.server.answer({}));

    after(() => started.close());

    it('identifies a person', async () => {
      expect(await started.ask(aToken())).to.deep.equal({
        kind: 'user',
        tenantId: contoso,
        userId: karin,
        scopes: new Set(['repairs_read', 'repairs_write']),
      });
    });

    it('identifies an application', async () => {
      const roles = ['Repairs.Read.All'];
      started.server.answer({ claims: { sub: 'reporting', client_id: 'reporting', scope: undefined, roles } });
      expect(await started.ask(aToken())).to.deep.equal({
        kind: 'application',
        tenantId: contoso,
        clientId: 'reporting',
        roles: new Set(roles),
        scopes: new Set(),
      });
    });

    it('sends the token in the body, with the credentials of the API', async () => {
      const token = aToken();
      await started.ask(token);
      const { form, url, accept, authorization } = started.server.requests.at(-1) ?? {};
      expect(form).to.deep.equal({ token });
      expect(url).to.equal('/introspect');
      expect(accept).to.equal(signed ? 'application/token-introspection+jwt' : 'application/json');
      // RFC 6749 section 2.3.1: both parts are encoded as in a form.
      const [, credentials = ''] = authorization?.split(' ') ?? [];
      const parts = Buffer.from(credentials, 'base64')
        .toString()
        .split(':')
        .map((part) => new URLSearchParams(`x=${part}`).get('x'));
      expect(parts).to.deep.equal([apiClient.id, apiClient.secret]);
    });

    const unauthorized: Readonly<Record<string, () => Readonly<Record<string, unknown>>>> = {
      'an inactive token': () => ({ active: false }),
      'a token of another issuer': () => ({ iss: 'https://issuer.example.com' }),
      'a token without issuer': () => ({ iss: undefined }),
      'a token for another API': () => ({ aud: 'api://repairs' }),
      'a token for several APIs': () => ({ aud: ['api://repairs/opaque', 'api://other'] }),
      'a token without audience': () => ({ aud: undefined }),
      'a token of another tenant': () => ({ tid: fabrikam }),
      'a token without tenant': () => ({ tid: undefined }),
      'a token bound to a key': () => ({ cnf: { jkt: 'x' } }),
      'a token of another type': () => ({ token_type: 'DPoP' }),
      'a token without exp': () => ({ exp: undefined }),
      'an exp that is text': () => ({ exp: String(started.seconds() + 60) }),
      'an expired token': () => ({ iat: started.seconds() - 60, exp: started.seconds() - 5 }),
      'a token that is not valid yet': () => ({ nbf: started.seconds() + 60 }),
      'a token without subject': () => ({ sub: undefined }),
      'a token without client': () => ({ client_id: undefined }),
      'a person with the idtyp of an application': () => ({ idtyp: 'app' }),
      'an application with the idtyp of a person': () => ({ sub: 'teams', idtyp: 'user' }),
      'an ID token': () => ({ nonce: 'n' }),
      'scopes in an array': () => ({ scope: ['repairs_read'] }),
    };
    for (const [what, claims] of Object.entries(unauthorized)) {
      it(`refuses ${what} with 401`, async () => {
        started.server.answer({ claims: claims() });
        const { status, code, message } = await started.refusal(aToken());
        expect([status, code]).to.deep.equal([401, 'invalid_token']);
        expect(message).to.equal('A valid access token is required: send it in the Authorization header.');
      });
    }

    it('answers 403 to a person without the scope', async () => {
      started.server.answer({ claims: { scope: 'openid' } });
      expect((await started.refusal(aToken())).status).to.equal(403);
    });

    const unavailable: Readonly<Record<string, IntrospectionAnswer>> = {
      'status 500': { status: 500 },
      'status 429': { status: 429 },
      'status 404': { status: 404 },
      'a redirect': { status: 302 },
      'a closed connection': { fault: 'reset' },
      HTML: { body: '<html>', type: 'text/html' },
      'HTML with the type of an answer': { body: '<html>' },
      'an empty body': { body: '' },
      'an array': { body: '[]' },
      'an answer without active': { claims: { active: undefined } },
      'an active that is text': { claims: { active: 'true' } },
      'an answer of more than 64 KB': { claims: { padding: 'x'.repeat(70_000) } },
      'an answer of the other type': { type: signed ? 'application/json' : 'application/token-introspection+jwt' },
    };
    for (const [what, answer] of Object.entries(unavailable)) {
      it(`answers 503 if the authorization server answers with ${what}`, async () => {
        started.server.answer(answer);
        const token = aToken();
        const { status, headers } = await started.refusal(token);
        expect(status).to.equal(503);
        expect(headers['Retry-After']).to.equal('5');
        // Faults are not cached.
        started.server.answer({});
        expect(await started.ask(token)).to.be.an('object');
      });
    }

    for (const status of [400, 401, 403]) {
      it(`answers 503 to the caller if the API's own client is refused with ${status}, and names the cause in the log`, async () => {
        started.server.answer({ status, body: '{"error":"invalid_client"}' });
        expect((await started.refusal(aToken())).status).to.equal(503);
        const [entry] = started.captured.entries('introspection: client refused').slice(-1);
        expect(entry).to.deep.include({ level: 'error' });
        expect(JSON.stringify(entry)).to.include(`status ${status}`);
      });
    }

    it('accepts no answer of arbitrary claims but one with issuer, audience, tenant and exp', async () => {
      const value = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, -1, 1e308, [], {}, true));
      const names = fc.constantFrom('active', 'iss', 'aud', 'tid', 'exp', 'sub', 'client_id', 'token_type', 'cnf');
      await fc.assert(
        fc.asyncProperty(names, value, async (name, claim) => {
          // A token may be of any client and subject, and live as long as it likes.
          fc.pre(!(['sub', 'client_id'].includes(name) && typeof claim === 'string' && claim !== ''));
          fc.pre(!(name === 'exp' && typeof claim === 'number' && claim > started.seconds()));
          fc.pre(!(name === 'active' && claim === true));
          started.server.answer({ claims: { [name]: claim } });
          expect(await started.ask(aToken())).to.be.oneOf([401, 503]);
        }),
      );
    });

    it('writes neither tokens nor secrets to the log', () => {
      const log = started.captured.lines.join();
      expect(log).not.to.match(/opaque-token-|of\+tests|eyJ/);
    });
  });
}

describe('introspection with signed answers (RFC 9701) answers 503 to', () => {
  let started: StartedIntrospection;

  before(async () => {
    started = await startIntrospection({ signed: true });
  });

  after(() => started.close());

  const badly: Readonly<Record<string, () => IntrospectionAnswer | Promise<IntrospectionAnswer>>> = {
    'an answer for another client': () => ({ outer: { aud: 'another-client' } }),
    'an answer of another issuer': () => ({ outer: { iss: 'https://issuer.example.com' } }),
    'an answer without iat': () => ({ outer: { iat: undefined } }),
    'an answer without token_introspection': () => ({ outer: { token_introspection: undefined } }),
    'an access token in place of an answer': () => ({ header: { typ: 'at+jwt' } }),
    'an answer with the algorithm none': () => ({ header: { alg: 'none' } }),
    'an answer with a symmetric algorithm': () => ({ header: { alg: 'HS256' } }),
    'an answer with its own key': () => ({ header: { jwk: started.issuer.key.jwk } }),
    'an answer with an unknown key': () => ({ header: { kid: 'nobody' } }),
  };
  for (const [what, toAnswer] of Object.entries(badly)) {
    it(what, async () => {
      started.server.answer(await toAnswer());
      expect((await started.refusal(aToken())).status).to.equal(503);
    });
  }

  it('an answer with a wrong signature', async () => {
    started.server.answer({});
    expect(await started.ask(aToken())).to.be.an('object');
    // The key that the key set does not have signs with the kid of the one that it has.
    const { kid, jwk } = started.issuer.key;
    await started.issuer.rotate();
    started.issuer.publish([jwk]);
    started.server.answer({ header: { kid } });
    expect((await started.refusal(aToken())).status).to.equal(503);
  });
});

describe('introspection answers 503 in time', () => {
  for (const fault of ['hang', 'stall'] as const) {
    it(`if the authorization server is slow (${fault})`, async () => {
      const started = await startIntrospection({ timeout: 50 });
      started.server.answer({ fault });
      const error = await started.refusal('token');
      expect(error).to.be.instanceOf(AppError);
      expect(error.status).to.equal(503);
      await started.close();
    });
  }

  it('if the authorization server cannot be reached', async () => {
    const started = await startIntrospection();
    await started.server.close();
    expect((await started.refusal('token')).status).to.equal(503);
    await started.close();
  });
});
