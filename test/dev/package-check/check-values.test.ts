import { expect } from 'chai';
import { checkValues } from '../../../src/dev/package-check/check-values.ts';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';

const root = new URL('../../../', import.meta.url);

const values = {
  TEAMS_APP_ID: '11111111-5f0c-4d8e-9c0b-6d2f1b6c3a10',
  BOT_EXTENSION_APP_ID: '22222222-5f0c-4d8e-9c0b-6d2f1b6c3a10',
  BOT_APP_ID: '33333333-5f0c-4d8e-9c0b-6d2f1b6c3a10',
  APP_NAME_SUFFIX: '',
  OPENAPI_SERVER_URL: 'https://repairs.contoso.com',
  OPENAPI_SERVER_DOMAIN: 'repairs.contoso.com',
  OAUTH_CONFIGURATION_ID: 'MTExMTExMTEjIzIyMjI=',
  AGENT_OAUTH_CONFIGURATION_ID: 'MTExMTExMTEjIzMzMzM=',
  OAUTH_AUTHORIZATION_URL: 'https://login.microsoftonline.com/contoso/oauth2/v2.0/authorize',
  OAUTH_TOKEN_URL: 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token',
  OAUTH_REFRESH_URL: 'https://login.microsoftonline.com/contoso/oauth2/v2.0/token',
  OAUTH_AUTHORIZATION_DOMAIN: 'login.microsoftonline.com',
  REPAIRS_READ_SCOPE: 'api://repairs/repairs_read',
  REPAIRS_WRITE_SCOPE: 'api://repairs/repairs_write',
  DEVELOPER_NAME: 'Contoso',
};

describe('checkValues', () => {
  it('accepts the values of the local world, of Microsoft Entra ID, and a file with fewer settings', async () => {
    expect(checkValues(await readEnv(root, 'local-world'), 'env/.env.local-world')).to.deep.equal([]);
    expect(checkValues(values, 'env/.env.dev')).to.deep.equal([]);
    expect(checkValues({}, 'env/.env.dev')).to.deep.equal([]);
  });

  const rows: readonly (readonly [keyof typeof values, string, RegExp])[] = [
    ['TEAMS_APP_ID', 'my-app', /is "my-app", which is not a GUID/],
    ['TEAMS_APP_ID', '00000000-0000-0000-0000-000000000000', /not a GUID/],
    ['TEAMS_APP_ID', '', /has no value/],
    ['DEVELOPER_NAME', '   ', /has no value/],
    ['BOT_EXTENSION_APP_ID', values.TEAMS_APP_ID.toUpperCase(), /is also the value of TEAMS_APP_ID/],
    ['BOT_APP_ID', `{${values.BOT_APP_ID}}`, /not a GUID/],
    [
      'OPENAPI_SERVER_URL',
      'https://repairs.contoso.com/api',
      /write only the origin, "https:\/\/repairs\.contoso\.com"/,
    ],
    ['OPENAPI_SERVER_URL', 'https://repairs.contoso.com/', /write only the origin/],
    ['OPENAPI_SERVER_URL', 'https://repairs.contoso.com?a=1', /write only the origin/],
    ['OPENAPI_SERVER_URL', 'https://me:secret@repairs.contoso.com', /^((?!secret).)* has a user name or password/],
    ['OPENAPI_SERVER_URL', 'http://repairs.contoso.com', /write an absolute https address/],
    ['OPENAPI_SERVER_URL', 'repairs.contoso.com', /write an absolute https address/],
    ['OPENAPI_SERVER_DOMAIN', 'repairs.fabrikam.com', /the host of OPENAPI_SERVER_URL is "repairs\.contoso\.com"/],
    ['OPENAPI_SERVER_DOMAIN', 'https://repairs.contoso.com', /make them equal/],
    ['OAUTH_CONFIGURATION_ID', 'my id', /without spaces/],
    ['AGENT_OAUTH_CONFIGURATION_ID', 'my id', /without spaces/],
    ['AGENT_OAUTH_CONFIGURATION_ID', values.OAUTH_CONFIGURATION_ID, /is also the value of OAUTH_CONFIGURATION_ID/],
    ['OAUTH_AUTHORIZATION_URL', 'login.microsoftonline.com/contoso', /write an absolute https address/],
    ['OAUTH_AUTHORIZATION_URL', 'http://login.microsoftonline.com/contoso', /write an absolute https address/],
    ['OAUTH_TOKEN_URL', 'https://login.microsoftonline.com/<tenant id>/token', /replace what stands in brackets/],
    ['OAUTH_REFRESH_URL', 'https://login.microsoftonline.com/token#x', /fragment: remove it/],
    ['OAUTH_AUTHORIZATION_DOMAIN', 'login.windows.net', /the host of OAUTH_AUTHORIZATION_URL is "login\.microsoft/],
    ['REPAIRS_READ_SCOPE', 'repairs read', /write one scope, without spaces/],
    ['REPAIRS_READ_SCOPE', 'api://<client id>/repairs_read', /write one scope/],
    ['REPAIRS_WRITE_SCOPE', values.REPAIRS_READ_SCOPE, /is also the value of REPAIRS_READ_SCOPE/],
    ['REPAIRS_READ_SCOPE', 'repairs_read,offline_access', /write one scope/],
    ['REPAIRS_WRITE_SCOPE', 'repairs_write;openid', /write one scope/],
    ['OAUTH_TOKEN_URL', values.OAUTH_AUTHORIZATION_URL, /is also the value of OAUTH_AUTHORIZATION_URL/],
    ['APP_NAME_SUFFIX', 'x'.repeat(17), /more than 16 characters/],
    ['DEVELOPER_NAME', 'x'.repeat(33), /more than 32 characters/],
  ];
  for (const [name, value, expected] of rows) {
    it(`names ${name} and its file for ${JSON.stringify(value)}`, () => {
      const faults = checkValues({ ...values, [name]: value }, 'env/.env.dev').join('\n');
      expect(faults.startsWith(`${name} in env/.env.dev `) || faults.includes(`\n${name} in env/.env.dev `)).to.equal(
        true,
      );
      expect(faults).to.match(expected);
    });
  }

  it('has one sentence for a value of blanks', () => {
    const faults = checkValues({ ...values, OPENAPI_SERVER_DOMAIN: ' ' }, 'env/.env.dev');
    expect(faults).to.deep.equal([
      'OPENAPI_SERVER_DOMAIN in env/.env.dev has no value: set it; a comment there describes it.',
    ]);
  });
});
