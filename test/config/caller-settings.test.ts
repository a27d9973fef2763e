import { expect } from 'chai';
import fc from 'fast-check';
import { parseServiceTokens } from '../../src/config/parse-service-tokens.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { StartupFault } from '../../src/foundation/startup-fault.ts';
import { botEnvironment } from '../support/bot-environment.ts';
import { contoso, fabrikam } from '../support/issuer.ts';

const hash = (digit: string) => digit.repeat(64);

const local = {
  ...botEnvironment,
  PUBLIC_URL: 'http://127.0.0.1:3978',
  DATA_FOLDER: 'data',
  OAUTH_PROFILE: 'rfc9068',
  OAUTH_ISSUER: 'http://127.0.0.1:3980',
  OAUTH_AUDIENCE: 'api://repairs',
  OAUTH_JWKS_URI: 'http://127.0.0.1:3980/jwks',
  OAUTH_ALLOWED_TENANTS: contoso,
};

const services = { API_CALLERS: 'service', SERVICE_TOKENS: `import:write:${hash('a')}`, SERVICE_TENANT: contoso };
const opaque = {
  API_CALLERS: 'opaque',
  OAUTH_INTROSPECTION_URL: 'http://127.0.0.1:3980/introspect',
  OAUTH_INTROSPECTION_CLIENT_ID: 'repairs-api',
  OAUTH_INTROSPECTION_CLIENT_SECRET: 'a secret',
};
const anyone = { API_CALLERS: 'anonymous', ANONYMOUS_TENANT: contoso };

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    readConfig({ ...local, ...env });
    return [];
  } catch (fault) {
    expect(fault).to.be.instanceOf(StartupFault);
    return (fault as StartupFault).message.split('\n');
  }
}

describe('the settings of callers', () => {
  it('permit only persons by default', () => {
    expect(readConfig(local).authorization).to.deep.include({
      callers: ['person'],
      introspection: undefined,
      services: undefined,
      anonymousTenant: undefined,
    });
  });

  it('permit the kinds that API_CALLERS names, and no others', () => {
    const read = (env: Readonly<Record<string, string>>) => readConfig({ ...local, ...env }).authorization;
    expect(read({ API_CALLERS: ' application , person,person' }).callers).to.deep.equal(['application', 'person']);
    expect(read(services)).to.deep.include({
      callers: ['service'],
      services: { tenantId: contoso, tokens: [{ id: 'import', right: 'write', sha256: hash('a') }] },
    });
    expect(read(opaque)).to.deep.include({
      callers: ['opaque'],
      introspection: {
        url: 'http://127.0.0.1:3980/introspect',
        clientId: 'repairs-api',
        clientSecret: 'a secret',
        audience: 'api://repairs',
        cacheSeconds: 60,
        signed: false,
      },
    });
    expect(read(anyone)).to.deep.include({ callers: ['anonymous'], anonymousTenant: contoso });
  });

  for (const value of ['', '   ']) {
    it(`reject API_CALLERS=${JSON.stringify(value)}, which permits nobody`, () => {
      expect(faultsOf({ API_CALLERS: value })).to.have.lengthOf(1);
      expect(faultsOf({ API_CALLERS: value })[0]).to.match(/^API_CALLERS is empty: set it to one or more of person, /);
    });
  }

  for (const value of ['people', 'person,', ',', 'person application', 'Person', 'person,*', 'all', '__proto__']) {
    it(`reject API_CALLERS=${value}`, () => {
      expect(faultsOf({ API_CALLERS: value })[0]).to.match(
        /^API_CALLERS is invalid: set it to one or more of person, /,
      );
    });
  }

  const incomplete: readonly [string, Readonly<Record<string, string>>, RegExp][] = [
    ['a service without tokens', { ...services, SERVICE_TOKENS: '' }, /^SERVICE_TOKENS is not set/],
    ['a service without a tenant', { ...services, SERVICE_TENANT: '' }, /^SERVICE_TENANT is not set/],
    ['a service of a tenant without access', { ...services, SERVICE_TENANT: fabrikam }, /^SERVICE_TENANT is invalid/],
    [
      'opaque tokens without an address',
      { ...opaque, OAUTH_INTROSPECTION_URL: '' },
      /^OAUTH_INTROSPECTION_URL is not set/,
    ],
    [
      'opaque tokens with an address without https',
      { ...opaque, OAUTH_INTROSPECTION_URL: 'http://issuer.example.com/introspect' },
      /^OAUTH_INTROSPECTION_URL is invalid: .*https/,
    ],
    [
      'opaque tokens without a client',
      { ...opaque, OAUTH_INTROSPECTION_CLIENT_ID: '' },
      /^OAUTH_INTROSPECTION_CLIENT_ID is not set/,
    ],
    [
      'opaque tokens without a secret',
      { ...opaque, OAUTH_INTROSPECTION_CLIENT_SECRET: '' },
      /^OAUTH_INTROSPECTION_CLIENT_SECRET is not set/,
    ],
    [
      'a cache of more than a minute',
      { ...opaque, OAUTH_INTROSPECTION_CACHE_SECONDS: '61' },
      /^OAUTH_INTROSPECTION_CACHE_SECONDS is invalid: .*0 to 60/,
    ],
    [
      'a cache of less than nothing',
      { ...opaque, OAUTH_INTROSPECTION_CACHE_SECONDS: '-1' },
      /^OAUTH_INTROSPECTION_CACHE_SECONDS is invalid/,
    ],
    [
      'an unknown form of answers',
      { ...opaque, OAUTH_INTROSPECTION_SIGNED: 'yes' },
      /^OAUTH_INTROSPECTION_SIGNED is invalid: set it to one of on, off/,
    ],
    [
      'opaque tokens of Microsoft Entra ID',
      {
        ...opaque,
        OAUTH_PROFILE: 'entra-id-v2',
        OAUTH_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        OAUTH_AUDIENCE: fabrikam,
      },
      /^API_CALLERS is invalid: set it to a list without opaque, because Microsoft Entra ID/,
    ],
    [
      'OAUTH_INTROSPECTION_SIGNED without opaque',
      { OAUTH_INTROSPECTION_SIGNED: 'off' },
      /^OAUTH_INTROSPECTION_SIGNED is invalid: set it to nothing, because API_CALLERS does not name opaque/,
    ],
    ['anonymous callers without a tenant', { ...anyone, ANONYMOUS_TENANT: '' }, /^ANONYMOUS_TENANT is not set/],
    ['an anonymous tenant without access', { ...anyone, ANONYMOUS_TENANT: fabrikam }, /^ANONYMOUS_TENANT is invalid/],
    ['anonymous callers of another host', { ...anyone, HOST: '0.0.0.0' }, /^HOST is invalid: .*loopback/],
    ['anonymous callers of all IPv6 addresses', { ...anyone, HOST: '::' }, /^HOST is invalid: .*loopback/],
    [
      'anonymous callers of a public address',
      { ...anyone, PUBLIC_URL: 'https://repairs.example.com' },
      /^PUBLIC_URL is invalid: .*loopback/,
    ],
    ['SERVICE_TENANT without service', { SERVICE_TENANT: contoso }, /^SERVICE_TENANT is invalid: set it to nothing/],
    ['ANONYMOUS_TENANT without anonymous', { ANONYMOUS_TENANT: contoso }, /^ANONYMOUS_TENANT is invalid: .*nothing/],
    [
      'SERVICE_TOKENS without service',
      { SERVICE_TOKENS: services.SERVICE_TOKENS },
      /^SERVICE_TOKENS is invalid: set it to nothing, because API_CALLERS does not name service/,
    ],
  ];
  for (const [what, env, fault] of incomplete) {
    it(`reject ${what}`, () => {
      expect(faultsOf(env)).to.have.lengthOf(1);
      expect(faultsOf(env)[0]).to.match(fault);
    });
  }

  it('read what the introspection of tokens needs', () => {
    const { introspection } = readConfig({
      ...local,
      ...opaque,
      OAUTH_INTROSPECTION_AUDIENCE: 'api://repairs/opaque',
      OAUTH_INTROSPECTION_CACHE_SECONDS: '0',
      OAUTH_INTROSPECTION_SIGNED: 'on',
    }).authorization;
    expect(introspection).to.include({ audience: 'api://repairs/opaque', cacheSeconds: 0, signed: true });
  });

  it('accept anonymous callers on every form of loopback', () => {
    for (const [HOST, host] of [
      ['127.0.0.1', '127.0.0.1'],
      ['localhost', 'localhost'],
      ['::1', '[::1]'],
    ] as const) {
      expect(faultsOf({ ...anyone, HOST, PUBLIC_URL: `http://${host}:3978` })).to.deep.equal([]);
    }
  });
});

describe('parseServiceTokens', () => {
  it('reads names, rights and digests, two of a service at most', () => {
    const text = `import:write:${hash('a')}, import:write:${hash('b')},dash.board-1:read:${hash('c')}`;
    expect(parseServiceTokens(text)).to.deep.equal([
      { id: 'import', right: 'write', sha256: hash('a') },
      { id: 'import', right: 'write', sha256: hash('b') },
      { id: 'dash.board-1', right: 'read', sha256: hash('c') },
    ]);
  });

  const malformed: Readonly<Record<string, string>> = {
    'a third token of a service': ['a', 'b', 'c'].map((digit) => `import:write:${hash(digit)}`).join(),
    'two rights of a service': `import:write:${hash('a')},import:read:${hash('b')}`,
    'a digest twice': `import:write:${hash('a')},dashboard:write:${hash('a')}`,
    'an unknown right': `import:admin:${hash('a')}`,
    'no right': `import::${hash('a')}`,
    'no name': `:write:${hash('a')}`,
    'a digest that is too short': `import:write:${'a'.repeat(63)}`,
    'a digest in capital letters': `import:write:${hash('A')}`,
    'a token in place of its digest': `import:write:rpr_${'A'.repeat(43)}_0c2b5986`,
    'a comma at the end': `import:write:${hash('a')},`,
    'a fourth part': `import:write:${hash('a')}:x`,
    nothing: '',
  };
  for (const [what, text] of Object.entries(malformed)) {
    it(`rejects ${what}`, () => {
      expect(parseServiceTokens(text)).to.equal(undefined);
    });
  }

  it('returns complete digests, or nothing, for any text', () => {
    const item = fc
      .tuple(fc.string(), fc.constantFrom('read', 'write', 'x'), fc.string())
      .map((parts) => parts.join(':'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(item).map(String)), (text) => {
        for (const { sha256 } of parseServiceTokens(text) ?? []) {
          expect(sha256).to.match(/^[\da-f]{64}$/);
        }
      }),
    );
  });
});
