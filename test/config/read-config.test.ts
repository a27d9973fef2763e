import { resolve } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { readConfig } from '../../src/config/read-config.ts';
import { StartupFault } from '../../src/foundation/startup-fault.ts';

const contoso = '11111111-1111-4111-8111-111111111111';
const fabrikam = '22222222-2222-4222-8222-222222222222';

/** A bot in the public cloud. */
const bot = {
  BOT_APP_ID: '66666666-6666-4666-8666-66666666666A',
  BOT_APP_TYPE: 'SingleTenant',
  BOT_APP_TENANT_ID: contoso,
  BOT_APP_PASSWORD: 'a~secret.of_tests',
  BOT_OAUTH_CONNECTION: 'repairs',
};

/** A channel on loopback. */
const channel = {
  BOT_CHANNEL_METADATA_URL: 'http://127.0.0.1:3979/botframework/v1/.well-known/openidconfiguration',
  BOT_CHANNEL_ISSUER: 'https://api.botframework.com',
  BOT_TOKEN_SERVICE_URL: 'http://127.0.0.1:3979/token-service/',
  BOT_LOGIN_URL: 'http://127.0.0.1:3979/botframework/contoso',
  BOT_CONNECTOR_SCOPE: 'https://api.botframework.com',
};

const entra = {
  ...bot,
  PUBLIC_URL: 'https://repairs.example.com',
  DATA_FOLDER: 'data',
  OAUTH_PROFILE: 'entra-id-v2',
  OAUTH_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
  OAUTH_AUDIENCE: '44444444-4444-4444-8444-444444444444',
  OAUTH_JWKS_URI: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
  OAUTH_ALLOWED_TENANTS: `${contoso}, ${fabrikam.toUpperCase()},${contoso}`,
};

const local = {
  ...entra,
  PUBLIC_URL: 'http://127.0.0.1:3978/',
  OAUTH_PROFILE: 'rfc9068',
  OAUTH_ISSUER: 'http://127.0.0.1:3980',
  OAUTH_AUDIENCE: 'api://repairs',
  OAUTH_JWKS_URI: 'http://127.0.0.1:3980/jwks',
};

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
  } catch (fault) {
    expect(fault).to.be.instanceOf(StartupFault);
    return (fault as StartupFault).message.split('\n');
  }
  return [];
}

describe('readConfig', () => {
  it('reads settings for Microsoft Entra ID', () => {
    expect(readConfig(entra)).to.deep.equal({
      publicUrl: 'https://repairs.example.com',
      host: '127.0.0.1',
      port: 3978,
      dataFolder: resolve('data'),
      logLevel: 'info',
      authorization: {
        callers: ['person'],
        introspection: undefined,
        services: undefined,
        anonymousTenant: undefined,
        profile: 'entra-id-v2',
        issuer: entra.OAUTH_ISSUER,
        audience: entra.OAUTH_AUDIENCE,
        jwksUri: entra.OAUTH_JWKS_URI,
        allowedTenants: [contoso, fabrikam],
      },
      aiPlugin: undefined,
      repairsApiUrl: 'https://repairs.example.com',
      teamsOrigins: [],
      bot: {
        appId: '66666666-6666-4666-8666-66666666666a',
        appType: 'SingleTenant',
        tenantId: contoso,
        password: 'a~secret.of_tests',
        oauthConnection: 'repairs',
        singleSignOn: false,
        serviceUrls: ['https://smba.trafficmanager.net/'],
        channel: {
          metadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
          issuer: 'https://api.botframework.com',
          tokenServiceUrl: 'https://api.botframework.com',
          loginUrl: `https://login.microsoftonline.com/${contoso}`,
          connectorScope: 'https://api.botframework.com',
        },
      },
    });
  });

  it('reads settings for an issuer on loopback', () => {
    const config = readConfig({ ...local, HOST: '::1', PORT: '0', LOG_LEVEL: 'debug' });
    expect(config).to.include({ publicUrl: 'http://127.0.0.1:3978', host: '::1', port: 0, logLevel: 'debug' });
    expect(config.authorization.issuer).to.equal('http://127.0.0.1:3980');
  });

  it('reads and deduplicates the origins of other Teams clients', () => {
    const config = readConfig({
      ...local,
      TEAMS_ORIGINS: 'http://127.0.0.1:3979/, https://teams.example.com,http://127.0.0.1:3979',
    });
    expect(config.teamsOrigins).to.deep.equal(['http://127.0.0.1:3979', 'https://teams.example.com']);
    expect(config.teamsOrigins).to.be.frozen;
  });

  it('freezes the settings', () => {
    const config = readConfig(entra);
    expect(config).to.be.frozen;
    expect(config.authorization).to.be.frozen;
    expect(config.authorization.allowedTenants).to.be.frozen;
    expect(config.bot).to.be.frozen;
    expect(config.bot.serviceUrls).to.be.frozen;
    expect(config.bot.channel).to.be.frozen;
  });

  it('names every missing setting', () => {
    const faults = faultsOf({});
    expect(faults.map((fault) => fault.split(' ')[0])).to.deep.equal([
      'PUBLIC_URL',
      'DATA_FOLDER',
      'OAUTH_PROFILE',
      'OAUTH_ISSUER',
      'OAUTH_AUDIENCE',
      'OAUTH_JWKS_URI',
      'OAUTH_ALLOWED_TENANTS',
      'BOT_APP_ID',
      'BOT_APP_TYPE',
      'BOT_APP_TENANT_ID',
      'BOT_APP_PASSWORD',
      'BOT_OAUTH_CONNECTION',
    ]);
    for (const fault of faults) {
      expect(fault).to.match(/^[A-Z_]+ is not set: set it to .+\.$/);
    }
  });

  const malformed: readonly [string, string][] = [
    ['PUBLIC_URL', 'fixit.example.net'],
    ['PUBLIC_URL', 'http://repairs.example.com'],
    ['PUBLIC_URL', 'https://repairs.example.com/app'],
    ['PUBLIC_URL', 'https://user:word@repairs.example.com'],
    ['PUBLIC_URL', 'https://user@repairs.example.com'],
    ['PUBLIC_URL', 'https://:word@repairs.example.com'],
    ['PUBLIC_URL', 'https://repairs.example.com?x=1'],
    ['PUBLIC_URL', 'https://repairs.example.com/#x'],
    ['PUBLIC_URL', 'https:\\\\repairs.example.com'],
    ['PUBLIC_URL', 'http://127.0.0.1.example.com'],
    ['PUBLIC_URL', 'http://localhost.example.com'],
    ['PUBLIC_URL', 'ftp://127.0.0.1'],
    ['TEAMS_ORIGINS', 'http://teams.example.com'],
    ['TEAMS_ORIGINS', 'https://teams.example.com/app'],
    ['TEAMS_ORIGINS', 'https://teams.example.com,'],
    ['TEAMS_ORIGINS', "https://teams.example.com;script-src'unsafe-inline'"],
    ['TEAMS_ORIGINS', 'https://"onload="x.example.com'],
    ['TEAMS_ORIGINS', '*'],
    ['HOST', 'a b'],
    ['HOST', 'http://127.0.0.1'],
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['OAUTH_PROFILE', 'azure-ad'],
    ['OAUTH_PROFILE', 'toString'],
    ['OAUTH_ISSUER', 'http://login.microsoftonline.com/{tenantid}/v2.0'],
    ['OAUTH_ISSUER', 'https://login.microsoftonline.com/common/v2.0'],
    ['OAUTH_ISSUER', 'https://login.microsoftonline.com/{tenantid}/v2.0/'],
    ['OAUTH_ISSUER', `https://sts.windows.net/${contoso}/`],
    ['OAUTH_AUDIENCE', 'api://repairs'],
    ['OAUTH_JWKS_URI', 'http://login.microsoftonline.com/keys'],
    ['OAUTH_JWKS_URI', 'file:///etc/keys'],
    ['OAUTH_JWKS_URI', 'https://login.microsoftonline.com/{tenantid}/discovery/v2.0/keys'],
    ['OAUTH_JWKS_URI', 'https://login.microsoftonline.com/common/discovery/v2.0/keys?appid={appid}'],
    ['OAUTH_JWKS_URI', 'https://login.microsoftonline.com/common/discovery/v2.0/keys#x'],
    ['OAUTH_ALLOWED_TENANTS', 'contoso.onmicrosoft.com'],
    ['OAUTH_ALLOWED_TENANTS', `${contoso},`],
    ['OAUTH_ALLOWED_TENANTS', '*'],
    ['BOT_APP_ID', 'repairs-bot'],
    ['BOT_APP_TYPE', 'MultiTenant'],
    ['BOT_APP_TENANT_ID', 'contoso.onmicrosoft.com'],
    ['BOT_APP_PASSWORD', 'päss'],
    ['BOT_OAUTH_CONNECTION', 'two words'],
    ['BOT_SSO', 'yes'],
    ['BOT_SERVICE_URLS', 'http://smba.trafficmanager.net/'],
    ['BOT_SERVICE_URLS', 'https://smba.trafficmanager.net/,'],
    ['BOT_SERVICE_URLS', 'https://smba.trafficmanager.net/?x=1'],
    ['BOT_SERVICE_URLS', '*'],
    ['REPAIRS_API_URL', 'http://repairs.example.com'],
    ['REPAIRS_API_URL', 'https://repairs.example.com/api'],
    ['LOG_LEVEL', 'verbose'],
  ];
  for (const [name, value] of malformed) {
    it(`rejects ${name}=${value} without repeating the value`, () => {
      const faults = faultsOf({ ...entra, [name]: value });
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.match(new RegExp(`^${name} is invalid: set it to `));
      expect(faults[0]).not.to.include(value);
    });
  }

  it('reads a channel on loopback', () => {
    const env = { ...local, ...channel, BOT_SERVICE_URLS: 'http://127.0.0.1:3979/teams', BOT_SSO: 'on' };
    const { serviceUrls, singleSignOn, channel: read } = readConfig(env).bot;
    expect(read).to.deep.equal({
      metadataUrl: channel.BOT_CHANNEL_METADATA_URL,
      issuer: 'https://api.botframework.com',
      tokenServiceUrl: 'http://127.0.0.1:3979/token-service',
      loginUrl: channel.BOT_LOGIN_URL,
      connectorScope: 'https://api.botframework.com',
    });
    expect(serviceUrls).to.deep.equal(['http://127.0.0.1:3979/teams/']);
    expect(singleSignOn).to.equal(true);
  });

  for (const name of Object.keys(channel)) {
    it(`rejects a partial channel: without ${name}, or with only ${name}`, () => {
      const value = channel[name as keyof typeof channel];
      expect(faultsOf({ ...entra, ...channel, [name]: '' })).to.have.lengthOf(1);
      expect(faultsOf({ ...entra, ...channel, [name]: '' })[0]).to.match(
        new RegExp(`^${name} is not set.*all of them`),
      );
      expect(faultsOf({ ...entra, [name]: value })).to.have.lengthOf(4);
    });
  }

  for (const name of ['BOT_CHANNEL_METADATA_URL', 'BOT_TOKEN_SERVICE_URL', 'BOT_LOGIN_URL']) {
    it(`rejects non-loopback http in ${name}`, () => {
      const faults = faultsOf({ ...entra, ...channel, [name]: 'http://channel.example.com/x' });
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.match(new RegExp(`^${name} is invalid`));
    });
  }

  it('requires a secret for a single-tenant bot and rejects one for a managed identity', () => {
    const managed = { ...entra, BOT_APP_TYPE: 'UserAssignedMSI' };
    expect(faultsOf({ ...entra, BOT_APP_PASSWORD: '' })[0]).to.match(/^BOT_APP_PASSWORD is not set/);
    expect(faultsOf(managed)[0]).to.match(/^BOT_APP_PASSWORD is invalid: set it to nothing/);
    expect(readConfig({ ...managed, BOT_APP_PASSWORD: '' }).bot.password).to.equal(undefined);
  });

  it('rejects non-loopback http and a tenant placeholder in an RFC 9068 issuer', () => {
    for (const OAUTH_ISSUER of ['http://issuer.example.com', 'https://issuer.example.com/{tenantid}']) {
      const faults = faultsOf({ ...local, OAUTH_ISSUER });
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.match(/^OAUTH_ISSUER is invalid: set it to .*with nothing in braces/);
    }
  });

  it('lowercases the audience for Microsoft Entra ID only', () => {
    const OAUTH_AUDIENCE = 'ABCDEF44-4444-4444-8444-444444444444';
    expect(readConfig({ ...entra, OAUTH_AUDIENCE }).authorization.audience).to.equal(OAUTH_AUDIENCE.toLowerCase());
    expect(readConfig({ ...local, OAUTH_AUDIENCE: 'api://Repairs' }).authorization.audience).to.equal('api://Repairs');
  });

  it('accepts a query in the key set URL', () => {
    const OAUTH_JWKS_URI = `https://login.microsoftonline.com/${contoso}/discovery/v2.0/keys?appid=${fabrikam}`;
    expect(readConfig({ ...entra, OAUTH_JWKS_URI }).authorization.jwksUri).to.equal(OAUTH_JWKS_URI);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder left in an env file
  for (const placeholder of ['${{PUBLIC_URL}}', '{{url}}', '<your url>', 'https://<host>']) {
    it(`rejects the placeholder ${placeholder}`, () => {
      expect(faultsOf({ ...entra, PUBLIC_URL: placeholder })[0]).to.match(/^PUBLIC_URL still contains a placeholder/);
    });
  }

  it('treats blank settings as not set', () => {
    expect(faultsOf({ ...entra, OAUTH_AUDIENCE: '  ' })[0]).to.match(/^OAUTH_AUDIENCE is not set/);
    expect(readConfig({ ...entra, PORT: '' }).port).to.equal(3978);
  });

  it('rejects allowed tenants other than the one in the issuer', () => {
    const OAUTH_ISSUER = `https://login.microsoftonline.com/${contoso}/v2.0`;
    expect(faultsOf({ ...entra, OAUTH_ISSUER })).to.have.lengthOf(1);
    expect(faultsOf({ ...entra, OAUTH_ISSUER, OAUTH_ALLOWED_TENANTS: contoso })).to.deep.equal([]);
  });

  it('returns a complete configuration or throws a StartupFault', () => {
    const names = [...Object.keys(entra), 'HOST', 'PORT', 'LOG_LEVEL', 'BOT_SERVICE_URLS', ...Object.keys(channel)];
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string(), (name, value) => {
        for (const fault of faultsOf({ ...entra, [name]: value })) {
          expect(fault).to.match(/^[A-Z_]+ /);
        }
      }),
    );
  });
});
