import { expect } from 'chai';
import { requestClientCredentials } from '../../../src/bot/channel/client-credentials.ts';
import type { HttpCall } from '../../../src/bot/channel/http-client.ts';

describe('requestClientCredentials (RFC 6749 section 4.4)', () => {
  const calls: HttpCall[] = [];
  const request = (status: number, body: unknown) =>
    requestClientCredentials({
      tokenEndpoint: 'https://login.example.com/contoso/oauth2/v2.0/token',
      clientId: 'bot',
      clientSecret: 's&cret+',
      scope: 'https://api.example.com/.default',
      http: {
        send: async (call) => {
          calls.push(call);
          return { status, headers: {}, text: JSON.stringify(body) };
        },
        close: async () => undefined,
      },
      timeout: 1000,
    }).catch((fault: Error) => fault.message);

  it('sends id and secret in the body', async () => {
    calls.splice(0);
    const issued = await request(200, { access_token: 'token', token_type: 'bearer', expires_in: '3600' });
    expect(issued).to.deep.equal({ token: 'token', expiresIn: 3600 });
    expect(calls).to.have.lengthOf(1);
    expect(calls[0]).to.deep.include({ method: 'POST', url: 'https://login.example.com/contoso/oauth2/v2.0/token' });
    expect(calls[0]?.headers).not.to.have.property('authorization');
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body))).to.deep.equal({
      grant_type: 'client_credentials',
      client_id: 'bot',
      client_secret: 's&cret+',
      scope: 'https://api.example.com/.default',
    });
  });

  it('reports the status and error code of an error response', async () => {
    expect(await request(400, { error: 'invalid_client', error_description: 'private' })).to.equal(
      'status 400, invalid_client',
    );
  });

  for (const error of ['AADSTS7000215: the secret is "private"', 'private\nline', 'x'.repeat(65), '', 7, null, {}]) {
    it(`does not report ${JSON.stringify(error).slice(0, 40)} as an error code`, async () => {
      expect(await request(400, { error })).to.equal('status 400, no error code');
    });
  }

  const valid = { access_token: 'token', token_type: 'Bearer', expires_in: 3600 };
  const answers: readonly [string, object, string][] = [
    ['a token with a character that a header cannot contain', { access_token: 'a b' }, 'no bearer token in the answer'],
    ['a token of another type', { token_type: 'mac' }, 'no bearer token in the answer'],
    ['a missing lifetime', { expires_in: undefined }, 'no lifetime in the answer'],
    ['a negative lifetime', { expires_in: -1 }, 'no lifetime in the answer'],
    ['an infinite lifetime', { expires_in: '1e999' }, 'no lifetime in the answer'],
  ];
  for (const [what, change, message] of answers) {
    it(`rejects ${what}`, async () => {
      expect(await request(200, { ...valid, ...change })).to.equal(message);
    });
  }
});
