import { expect } from 'chai';
import { anAppPackage, apiKeyAuthorization, oauthAuthorization } from '../../../support/an-app-package.ts';
import { faultsOf, itRefuses } from '../refusals.ts';

describe('the authorization of an API-based message extension', () => {
  it('may be absent, and calls then need no authentication', async () => {
    const { manifest, problems } = await anAppPackage({
      manifest: ({ composeExtensions: [extension] }) => delete extension.authorization,
    });
    expect(manifest.authorization).to.deep.equal({ kind: 'none' });
    expect(problems).to.deep.equal([]);
  });

  it('is refused by name if its type is unknown', async () => {
    const faults = await faultsOf({ authorization: { authType: 'basic' } });
    expect(faults.split('\n')).to.have.length(2);
    expect(faults).to.match(
      /line 1, column \d+ \(composeExtensions\[0\]\.authorization\.authType\): "basic" is unknown\. Set it to "none"/,
    );
  });

  const entra = { microsoftEntraConfiguration: { supportsSingleSignOn: true } };
  itRefuses([
    [
      'no authorization with a configuration',
      { authorization: { ...oauthAuthorization('x'), authType: 'none' } },
      /authorization\.oAuthConfiguration\): "authType" is "none", which has no such configuration/,
    ],
    [
      'an API key with a configuration of Microsoft Entra',
      { authorization: { ...apiKeyAuthorization('x'), ...entra } },
      /microsoftEntraConfiguration\): "authType" is "apiSecretServiceAuth", which has no such/,
    ],
    [
      'OAuth with the configuration of an API key',
      { authorization: { ...apiKeyAuthorization('x'), ...oauthAuthorization('x') } },
      /apiSecretServiceAuthConfiguration\): "authType" is "oAuth2\.0", which has no such/,
    ],
  ]);
});
