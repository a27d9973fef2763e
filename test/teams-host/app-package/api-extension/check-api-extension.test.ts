import { oauthAuthorization } from '../../../support/an-app-package.ts';
import { firstCommand, itRefuses } from '../refusals.ts';

describe('checking an API-based message extension', () => {
  itRefuses([
    [
      'OAuth in a manifest below version 1.26',
      {
        authorization: oauthAuthorization('x'),
        manifest: (manifest) => {
          manifest.manifestVersion = '1.25';
          manifest.$schema = manifest.$schema.replace('1.28', '1.25');
        },
      },
      /needs manifest version 1\.26/,
    ],
    [
      'the spelling oauthConfigurationId',
      { authorization: { authType: 'oAuth2.0', oAuthConfiguration: { oauthConfigurationId: 'x' } } },
      /Spell it "oAuthConfigurationId"/,
    ],
    ['OAuth without a registration id', { authorization: { authType: 'oAuth2.0' } }, /the id of a registration/],
    [
      'an API key without a registration id',
      { authorization: { authType: 'apiSecretServiceAuth' } },
      /apiSecretRegistrationId/,
    ],
    ['authorization without a type', { authorization: {} }, /"authorization\.authType" is missing/],
    [
      'a package with neither message extension nor bot',
      { manifest: (manifest) => delete manifest.composeExtensions },
      /neither "composeExtensions" nor "bots"/,
    ],
    [
      'a bot-based message extension without a bot',
      { manifest: ({ composeExtensions: [extension] }) => (extension.composeExtensionType = 'botBased') },
      /needs a "botId"/,
    ],
    [
      'a message extension without an API document',
      { manifest: ({ composeExtensions: [extension] }) => delete extension.apiSpecificationFile },
      /no "apiSpecificationFile"/,
    ],
    [
      'a message extension without commands',
      { manifest: ({ composeExtensions: [extension] }) => (extension.commands = []) },
      /no "commands"/,
    ],
    [
      'two commands with the same id',
      { manifest: ({ composeExtensions: [extension] }) => (extension.commands[2].id = extension.commands[1].id) },
      /commands\[2\]\.id\): "showPlant" appears twice/,
    ],
    ['an action command', { manifest: (manifest) => (firstCommand(manifest).type = 'action') }, /not of type "query"/],
    ['a command with a dialog', { manifest: (manifest) => (firstCommand(manifest).fetchTask = true) }, /needs a bot/],
    [
      'a command without parameters',
      { manifest: (manifest) => delete firstCommand(manifest).parameters },
      /one to five/,
    ],
  ]);
});
