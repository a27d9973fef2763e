import { expect } from 'chai';
import {
  anAppPackage,
  apiKeyAuthorization,
  entraAuthorization,
  oauthAuthorization,
} from '../../../support/an-app-package.ts';
import { faultsOf, itRefuses } from '../refusals.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of a manifest
type JsonDocument = any;

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

  describe('with Microsoft Entra ID', () => {
    const id = '77777777-1111-4111-8111-111111111111';
    const to = (resource?: string, server = 'https://garden.example.com/v1') => ({
      server,
      authorization: entraAuthorization,
      manifest: (manifest: JsonDocument) => (manifest.webApplicationInfo = { id, ...(resource && { resource }) }),
    });

    it('needs the application ID URI with the domain of the API', async () => {
      const { manifest } = await anAppPackage(to(`api://garden.example.com/${id}`));
      expect(manifest.authorization).to.deep.equal({ kind: 'singleSignOn' });
      expect(await faultsOf(to(`api://other.example.com/${id}`))).to.match(
        /webApplicationInfo\.resource\): "api:\S+" does not name the domain of the API, "garden\.example\.com"\. Set it/,
      );
    });

    it('accepts any domain for an API on this machine', async () => {
      const { problems } = await anAppPackage(to(`api://garden.example.com/${id}`, 'http://127.0.0.1:3978/v1'));
      expect(problems).to.deep.equal([]);
    });

    it('may describe no security, as the template of Agents Toolkit', async () => {
      const { problems } = await anAppPackage({
        ...to(`api://garden.example.com/${id}`),
        api: (document) => delete document.security,
      });
      expect(problems).to.deep.equal([]);
    });

    itRefuses([
      ['no application ID URI', to(), /\(webApplicationInfo\.resource\)?.*needs the application ID URI/],
      [
        'no single sign-on',
        { ...to(`api://garden.example.com/${id}`), authorization: { authType: 'microsoftEntra' } },
        /supportsSingleSignOn\): "microsoftEntra" needs/,
      ],
    ]);
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
