import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { textMember } from '../../../src/foundation/json-value.ts';
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

  describe('of single sign-on', () => {
    const { scope: _, baseUrl, restrictByOrg, restrictByApp, name, ...client } = oauth;
    const resource = 'api://botid-abcdef00-5555-4555-8555-555555555555';
    const sso = {
      ...client,
      kind: 'singleSignOn',
      id: 'sso',
      resource,
      issuer: 'https://login.example/',
      jwksUri: 'https://login.example/keys',
    };
    const connection = { name: 'repairs', registrationId: oauth.id, tokenExchangeUrl: resource };
    const bot = aBotRegistration({ oauthConnections: [connection] });

    it('are returned, with the connection that exchanges the tokens', () => {
      expect(parseRegistrations([oauth, bot, sso])).to.deep.equal([oauth, bot, sso]);
    });

    it('of the README are valid', async () => {
      const readme = await readFile(new URL('../../../src/teams-host/README.md', import.meta.url), 'utf8');
      const [entry = ''] = /^\{\n {2}"kind": "singleSignOn"[\s\S]*?^\}/m.exec(readme) ?? [];
      expect(faultOf([JSON.parse(entry)])).to.equal('no fault');
    });

    it('are refused with another kind of resource, twice for one, or without one for a connection', () => {
      for (const wrong of ['https://repairs.example', 'api://', 'botid-1', 'api://a b', 7, undefined]) {
        expect(faultOf([{ ...sso, resource: wrong }])).to.include('[0].resource must be the application ID URI');
      }
      expect(faultOf([sso, { ...sso, id: 'other' }])).to.include('[1].resource is that of an earlier registration');
      expect(faultOf([oauth, bot])).to.include('[1].oauthConnections[0].tokenExchangeUrl must be the "resource"');
      expect(faultOf([{ ...sso, jwksUri: 'http://login.example/' }])).to.include('[0].jwksUri');
    });
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
    ['an unknown kind', { kind: 'sso' }, '[0].kind must be "oauth" or "apiKey" or "bot"'],
    ['an empty id', { id: '' }, '[0].id'],
    ['an over-long id', { id: 'i'.repeat(129) }, '[0].id'],
    ['a name that is not a string', { name: 7 }, '[0].name'],
    ['a relative base URL', { baseUrl: '/api' }, '[0].baseUrl'],
    ['a base URL with a query', { baseUrl: 'https://a.example/?x=1' }, '[0].baseUrl'],
    ['a base URL with a user name', { baseUrl: 'https://me@a.example/' }, '[0].baseUrl'],
    ['a fragment in an endpoint', { authorizationEndpoint: 'https://a.example/#' }, '[0].authorizationEndpoint'],
    ['a javascript: URL as endpoint', { authorizationEndpoint: 'javascript:alert(1)' }, '[0].authorizationEndpoint'],
    ['spaces around an endpoint', { tokenEndpoint: ' https://a.example/' }, '[0].tokenEndpoint'],
    ['a missing refresh endpoint', { refreshEndpoint: undefined }, '[0].refreshEndpoint'],
    ['an unknown organisation restriction', { restrictByOrg: 'mine' }, '[0].restrictByOrg'],
    ['a home tenant without its id', { restrictByOrg: 'homeTenant' }, '[0].homeTenantId'],
    ['a home tenant id without the restriction', { homeTenantId: contoso }, '[0].homeTenantId'],
    ['an app id that is not a GUID', { restrictByApp: { appId: 'x' } }, '[0].restrictByApp'],
    ['an unknown field beside the app id', { restrictByApp: { appId: contoso, any: true } }, '[0].restrictByApp'],
    ['two spaces between scopes', { scope: 'a  b' }, '[0].scope'],
    ['a quote in a scope', { scope: 'a"b' }, '[0].scope'],
    ['pkce as a string', { pkce: 'true' }, '[0].pkce'],
    ['an unsupported authentication method', { tokenEndpointAuthMethod: 'none' }, '[0].tokenEndpointAuthMethod'],
    ['an empty secret', { clientSecret: '' }, '[0].clientSecret'],
    ['an unknown field', { pkse: true }, '[0].pkse is not a field'],
    ['a secret that Teams corrupts in a Basic header', { clientSecret: 'a+b/c=' }, '[0].clientSecret'],
    ['a colon in the client id of a Basic header', { clientId: 'a:b' }, '[0].clientId'],
  ];
  for (const [what, change, expected] of faults) {
    it(`reports ${what}`, () => {
      expect(faultOf([{ ...oauth, ...change }])).to.include(expected);
    });
  }

  it('accepts any visible secret if it is sent in the body', () => {
    const secret = { clientSecret: 'a+b/c=', tokenEndpointAuthMethod: 'client_secret_post' };
    expect(faultOf([{ ...oauth, ...secret }])).to.equal('no fault');
    expect(faultOf([{ ...oauth, ...secret, clientSecret: 'a b' }])).to.include('[0].clientSecret');
  });

  it('reports an API key that a header cannot contain', () => {
    expect(faultOf([anApiKeyRegistration({ apiKey: 'a\r\nX: y' })])).to.include('[0].apiKey');
    expect(faultOf([anApiKeyRegistration({ secondaryApiKey: 'a b' })])).to.include('[0].secondaryApiKey');
    expect(faultOf([anApiKeyRegistration({ secondaryApiKey: 'the-second' })])).to.equal('no fault');
  });

  describe('for a bot', () => {
    const bot = aBotRegistration();

    it('returns the registrations of the file', () => {
      expect(parseRegistrations([bot, oauth])).to.deep.equal([bot, oauth]);
      const single = { ...bot, tenantId: contoso, oauthConnections: [] };
      expect(parseRegistrations([single])).to.deep.equal([single]);
    });

    const botFaults: [string, Record<string, unknown>, string][] = [
      ['an app id that is not a GUID', { appId: 'bot' }, '[0].appId'],
      ['an empty password', { appPassword: '' }, '[0].appPassword'],
      ['a tenant that is not a GUID', { tenantId: 'common' }, '[0].tenantId'],
      ['a messaging endpoint in plain http', { messagingEndpoint: 'http://bot.example/' }, '[0].messagingEndpoint'],
      ['missing connections', { oauthConnections: undefined }, '[0].oauthConnections'],
      ['a connection without registration', { oauthConnections: [{ name: 'a' }] }, '[0].oauthConnections'],
      [
        'a connection to an unknown registration',
        { oauthConnections: [{ name: 'a', registrationId: 'nowhere' }] },
        '[0].oauthConnections[0].registrationId',
      ],
      [
        'a duplicate connection name',
        { oauthConnections: ['Repairs', 'repairs'].map((name) => ({ name, registrationId: oauth.id })) },
        '[0].oauthConnections[1].name',
      ],
      ['a field of another registration kind', { clientId: 'x' }, '[0].clientId is not a field'],
    ];
    for (const [what, change, expected] of botFaults) {
      it(`reports ${what}`, () => {
        expect(faultOf([{ ...bot, ...change }, oauth])).to.include(expected);
      });
    }

    it('reports the faults of connections together with other faults of the bot', () => {
      const oauthConnections = [{ name: 'a', registrationId: 'nowhere' }, { name: 'a' }];
      const message = faultOf([{ ...bot, appId: 'bot', oauthConnections }]);
      expect(message)
        .to.include('[0].appId must be')
        .and.include('[0].oauthConnections[0].registrationId must be the id')
        .and.include('[0].oauthConnections[1].registrationId must be a list')
        .and.include('[0].oauthConnections[1].name is the name');
    });

    it('reports an app id shared by two bots, ignoring case', () => {
      const upper = { ...bot, id: 'other', appId: bot.appId.toUpperCase() };
      expect(faultOf([bot, oauth, upper])).to.include('[2].appId');
    });
  });

  it('reports all faults at once, including duplicate ids', () => {
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

  it('never includes a value in the message', () => {
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
        Object.entries(oauth).map(([name, valid]) => [
          name,
          fc.oneof(fc.constant(valid), fc.constant(valid), fc.jsonValue()),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(entry, { maxLength: 3 })), (json) => {
        try {
          for (const registration of parseRegistrations(json)) {
            for (const name of ['messagingEndpoint', 'baseUrl', 'jwksUri', 'tokenEndpoint']) {
              const url = textMember(registration, name);
              expect(url === undefined ? '' : new URL(url).username).to.equal('');
            }
          }
        } catch (error) {
          expect(error).to.be.instanceOf(StartupFault);
        }
      }),
    );
  });
});
