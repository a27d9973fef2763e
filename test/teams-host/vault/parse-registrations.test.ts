import { expect } from 'chai';
import fc from 'fast-check';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { parseRegistrations } from '../../../src/teams-host/vault/parse-registrations.ts';
import { aBotRegistration, anApiKeyRegistration, anOAuthRegistration, contoso } from './vault-fixture.ts';

const oauth = anOAuthRegistration('https://login.example');

function faultOf(json: unknown): string {
  try {
    parseRegistrations(json);
  } catch (error) {
    expect(error).to.be.instanceOf(StartupFault);
    return (error as Error).message;
  }
  return 'no fault';
}

describe('parseRegistrations', () => {
  it('returns the registrations of the file', () => {
    const file = [
      oauth,
      anApiKeyRegistration(),
      anApiKeyRegistration({
        id: 'other',
        restrictByOrg: 'homeTenant',
        homeTenantId: contoso,
        restrictByApp: { appId: contoso },
      }),
    ];
    expect(parseRegistrations(file)).to.deep.equal(file);
  });

  it('accepts plain http on loopback only', () => {
    for (const host of ['127.0.0.1:3980', '127.1.2.3', 'localhost', '[::1]:80']) {
      expect(faultOf([{ ...oauth, tokenEndpoint: `http://${host}/token` }]), host).to.equal('no fault');
    }
    for (const host of ['login.example', '128.0.0.1', '127.0.0.1.evil.com', 'localhost.evil.com', '0.0.0.0', '[::2]']) {
      expect(faultOf([{ ...oauth, tokenEndpoint: `http://${host}/token` }]), host).to.include('[0].tokenEndpoint');
    }
  });

  const faults: [string, Record<string, unknown>, string][] = [
    ['another kind', { kind: 'sso' }, '[0].kind must be "oauth" or "apiKey" or "bot"'],
    ['an empty id', { id: '' }, '[0].id'],
    ['an over-long id', { id: 'i'.repeat(129) }, '[0].id'],
    ['a name that is not text', { name: 7 }, '[0].name'],
    ['a relative base URL', { baseUrl: '/api' }, '[0].baseUrl'],
    ['a base URL with a query', { baseUrl: 'https://a.example/?x=1' }, '[0].baseUrl'],
    ['a base URL with a user name', { baseUrl: 'https://me@a.example/' }, '[0].baseUrl'],
    ['a fragment in an endpoint', { authorizationEndpoint: 'https://a.example/#' }, '[0].authorizationEndpoint'],
    ['a script for an endpoint', { authorizationEndpoint: 'javascript:alert(1)' }, '[0].authorizationEndpoint'],
    ['spaces around an endpoint', { tokenEndpoint: ' https://a.example/' }, '[0].tokenEndpoint'],
    ['no refresh endpoint', { refreshEndpoint: undefined }, '[0].refreshEndpoint'],
    ['an organisation of another kind', { restrictByOrg: 'mine' }, '[0].restrictByOrg'],
    ['a home tenant without its id', { restrictByOrg: 'homeTenant' }, '[0].homeTenantId'],
    ['a home tenant id for any organisation', { homeTenantId: contoso }, '[0].homeTenantId'],
    ['an app id that is not a GUID', { restrictByApp: { appId: 'x' } }, '[0].restrictByApp'],
    ['more than an app id', { restrictByApp: { appId: contoso, any: true } }, '[0].restrictByApp'],
    ['two spaces between scopes', { scope: 'a  b' }, '[0].scope'],
    ['a quote in a scope', { scope: 'a"b' }, '[0].scope'],
    ['pkce as text', { pkce: 'true' }, '[0].pkce'],
    ['another authentication method', { tokenEndpointAuthMethod: 'none' }, '[0].tokenEndpointAuthMethod'],
    ['no secret', { clientSecret: '' }, '[0].clientSecret'],
    ['a field that does not exist', { pkse: true }, '[0].pkse is not a field'],
    ['a secret Teams breaks in a Basic header', { clientSecret: 'a+b/c=' }, '[0].clientSecret'],
    ['a colon in the client id of a Basic header', { clientId: 'a:b' }, '[0].clientId'],
  ];
  for (const [what, change, expected] of faults) {
    it(`names ${what}`, () => {
      expect(faultOf([{ ...oauth, ...change }])).to.include(expected);
    });
  }

  it('accepts any visible secret if it is sent in the body', () => {
    const secret = { clientSecret: 'a+b/c=', tokenEndpointAuthMethod: 'client_secret_post' };
    expect(faultOf([{ ...oauth, ...secret }])).to.equal('no fault');
    expect(faultOf([{ ...oauth, ...secret, clientSecret: 'a b' }])).to.include('[0].clientSecret');
  });

  it('names an API key that a header cannot contain', () => {
    expect(faultOf([anApiKeyRegistration({ apiKey: 'a\r\nX: y' })])).to.include('[0].apiKey');
  });

  describe('of a bot', () => {
    const bot = aBotRegistration();

    it('returns the registrations of the file', () => {
      expect(parseRegistrations([bot, oauth])).to.deep.equal([bot, oauth]);
      const single = { ...bot, tenantId: contoso, oauthConnections: [] };
      expect(parseRegistrations([single])).to.deep.equal([single]);
    });

    const botFaults: [string, Record<string, unknown>, string][] = [
      ['an app id that is not a GUID', { appId: 'bot' }, '[0].appId'],
      ['no password', { appPassword: '' }, '[0].appPassword'],
      ['a tenant that is not a GUID', { tenantId: 'common' }, '[0].tenantId'],
      ['a messaging endpoint in plain http', { messagingEndpoint: 'http://bot.example/' }, '[0].messagingEndpoint'],
      ['no connections', { oauthConnections: undefined }, '[0].oauthConnections'],
      ['a connection without registration', { oauthConnections: [{ name: 'a' }] }, '[0].oauthConnections'],
      [
        'a registration that is not there',
        { oauthConnections: [{ name: 'a', registrationId: 'nowhere' }] },
        '[0].oauthConnections[0].registrationId',
      ],
      [
        'a connection that is there twice',
        { oauthConnections: ['Repairs', 'repairs'].map((name) => ({ name, registrationId: oauth.id })) },
        '[0].oauthConnections[1].name',
      ],
      ['a field of another kind', { clientId: 'x' }, '[0].clientId is not a field'],
    ];
    for (const [what, change, expected] of botFaults) {
      it(`names ${what}`, () => {
        expect(faultOf([{ ...bot, ...change }, oauth])).to.include(expected);
      });
    }

    it('names an app id that two bots have, whatever its case', () => {
      const upper = { ...bot, id: 'other', appId: bot.appId.toUpperCase() };
      expect(faultOf([bot, oauth, upper])).to.include('[2].appId');
    });
  });

  it('names every fault at once, including duplicate ids', () => {
    const message = faultOf([oauth, oauth, { ...oauth, id: 'x', pkce: 1, scope: 2 }, null]);
    for (const path of ['[1].id', '[2].pkce', '[2].scope', '[3] must be an object']) {
      expect(message).to.include(path);
    }
  });

  it('rejects the field __proto__', () => {
    const text = JSON.stringify([oauth]).replace('{', '{"__proto__":{"pkce":true},');
    expect(faultOf(JSON.parse(text))).to.include('[0].__proto__');
  });

  it('requires an array', () => {
    for (const json of [undefined, null, {}, 'x', 3]) {
      expect(faultOf(json)).to.include('JSON array');
    }
  });

  it('never quotes a value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(oauth).filter((name) => name !== 'kind')),
        fc.string({ minLength: 12 }).map((noise) => `sëcret ${noise}`),
        (name, value) => {
          expect(faultOf([{ ...oauth, [name]: value, clientSecret: 'x y-private' }]))
            .to.not.include(value)
            .and.not.include('x y-private');
        },
      ),
    );
  });

  it('returns registrations or throws StartupFault for any JSON', () => {
    const entry = fc.record(
      Object.fromEntries(
        Object.entries(oauth).map(([name, right]) => [
          name,
          fc.oneof(fc.constant(right), fc.constant(right), fc.jsonValue()),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(entry, { maxLength: 3 })), (json) => {
        try {
          for (const registration of parseRegistrations(json)) {
            const url = registration.kind === 'bot' ? registration.messagingEndpoint : registration.baseUrl;
            expect(new URL(url).username).to.equal('');
          }
        } catch (error) {
          expect(error).to.be.instanceOf(StartupFault);
        }
      }),
    );
  });
});
