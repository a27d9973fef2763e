import { expect } from 'chai';
import { anAppPackage, apiKeyAuthorization, oauthAuthorization } from '../../../support/an-app-package.ts';

describe('checking the security of an operation', () => {
  const key = { type: 'apiKey', in: 'header', name: 'X-Key' };
  const flow = (name: 'implicit' | 'clientCredentials' | 'authorizationCode') => {
    const authorize = name === 'clientCredentials' ? {} : { authorizationUrl: 'https://garden.example.com/authorize' };
    const exchange = name === 'implicit' ? {} : { tokenUrl: 'https://garden.example.com/token' };
    return { type: 'oauth2', flows: { [name]: { ...authorize, ...exchange, scopes: {} } } };
  };
  const oauth = oauthAuthorization('garden');
  const apiKey = apiKeyAuthorization('garden');
  for (const [what, authorization, gardener, problem] of [
    [
      'an API key in a header',
      apiKey,
      key,
      /Teams sends the key as "Authorization: Bearer".*apiKey in the header "X-Key"/,
    ],
    ['a password', apiKey, { type: 'http', scheme: 'basic' }, /"gardener" \(http basic\) does not accept.*"bearer"/],
    [
      'OAuth, for an API key',
      apiKey,
      flow('authorizationCode'),
      /"gardener" \(oauth2 authorizationCode\) does not accept/,
    ],
    [
      'the implicit flow',
      oauth,
      flow('implicit'),
      /authorization code flow.*\(oauth2 implicit\).*Describe it as "oauth2"/,
    ],
    ['the client credentials flow', oauth, flow('clientCredentials'), /\(oauth2 clientCredentials\) does not have/],
    ['an API key, for OAuth', oauth, key, /\(apiKey in the header "X-Key"\) does not have/],
    ['an undefined scheme, for OAuth', oauth, undefined, /names the security scheme "gardener" but does not define it/],
    [
      'an undefined scheme, for an API key',
      apiKey,
      undefined,
      /names the security scheme "gardener" but does not define it/,
    ],
    ['a bearer token, for an API key', apiKey, { type: 'http', scheme: 'Bearer' }, undefined],
    ['the authorization code flow', oauth, flow('authorizationCode'), undefined],
    ['a bearer token, for OAuth', oauth, { type: 'http', scheme: 'bearer' }, undefined],
  ] as const) {
    it(`${problem === undefined ? 'accepts' : 'reports'} ${what}`, async () => {
      const define = (api: { components: object }) => Object.assign(api.components, { securitySchemes: { gardener } });
      const { commands, problems } = await anAppPackage({ authorization, api: define });
      expect(problems).to.have.length(problem === undefined ? 0 : 3);
      expect(problems.join('\n')).to.match(problem ?? /^$/);
      expect(commands[0]?.mismatch ?? '').to.match(problem ?? /^$/);
    });
  }

  it('accepts alternative schemes if Teams satisfies one', async () => {
    const { problems } = await anAppPackage({
      authorization: apiKey,
      api: (api) => {
        api.security = [{ key: [] }, { gardener: [] }];
        api.components.securitySchemes.key = key;
      },
    });
    expect(problems).to.deep.equal([]);
  });
});
