import { expect } from 'chai';
import { oauthAuthorization, type PackageOverrides } from '../../support/an-app-package.ts';
import { faultsOf, firstCommand, operation } from './refusals.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of these documents
type Json = any;

const extension = (change: (extension: Json) => void): PackageOverrides => ({
  manifest: ({ composeExtensions: [only] }: Json) => change(only),
});
const inVersion = (version: string): PackageOverrides => ({
  manifest: (manifest: Json) => {
    manifest.manifestVersion = version;
    manifest.$schema = manifest.$schema.replace('1.28', version);
  },
});

describe('a fault of an app package has one sentence, with its place', () => {
  const rows: readonly (readonly [string, PackageOverrides, RegExp])[] = [
    ...[null, [], 'none'].map(
      (authorization) =>
        [
          `the authorization ${JSON.stringify(authorization)}`,
          extension((only) => (only.authorization = authorization)),
          /\(composeExtensions\[0\]\.authorization\): the value must be object/,
        ] as const,
    ),
    [
      'an extension of the type null',
      extension((only) => (only.composeExtensionType = null)),
      /\.composeExtensionType\): the type must be "apiBased" or "botBased"/,
    ],
    [
      'an API-based extension without its type',
      extension((only) => delete only.composeExtensionType),
      /\.composeExtensionType\): .* without a type the message extension is bot-based\. Set it to "apiBased"/,
    ],
    [
      'a manifest too old for API-based extensions',
      inVersion('1.16'),
      /\(composeExtensions\[0\]\): an API-based message extension needs manifest version 1\.17 or newer/,
    ],
    [
      'extensions that are null',
      { manifest: (manifest: Json) => (manifest.composeExtensions = null) },
      /\(composeExtensions\): the value must be array/,
    ],
    [
      'bots that are an object',
      {
        manifest: (manifest: Json) => {
          delete manifest.composeExtensions;
          manifest.bots = {};
        },
      },
      /\(bots\): the value must be array/,
    ],
    [
      'an extension that is null',
      { manifest: (manifest: Json) => (manifest.composeExtensions = [null]) },
      /\(composeExtensions\[0\]\): the value must be object/,
    ],
    [
      'a configuration that is null',
      extension((only) => (only.authorization = { authType: 'oAuth2.0', oAuthConfiguration: null })),
      /\.oAuthConfiguration\): the value must be object/,
    ],
    [
      'a registration id of blanks',
      extension((only) => (only.authorization = oauthAuthorization(' '))),
      /\.oAuthConfigurationId\): "oAuth2\.0" needs the id of a registration/,
    ],
    [
      'a parameter without a name',
      extension((only) => delete only.commands[0].parameters[1].name),
      /commands\[0\]\.parameters\[1\]\.name\): this required property is missing/,
    ],
    [
      'single sign-on without an application ID URI',
      extension((only) => {
        only.authorization = {
          authType: 'microsoftEntra',
          microsoftEntraConfiguration: { supportsSingleSignOn: true },
        };
      }),
      /\(webApplicationInfo\.resource\): "microsoftEntra" needs the application ID URI/,
    ],
    [
      'a command that is null',
      extension((only) => (only.commands[0] = null)),
      /\(composeExtensions\[0\]\.commands\[0\]\): the value must be object/,
    ],
    [
      'a command without an id',
      extension((only) => delete only.commands[0].id),
      /commands\[0\]\.id\): this required property is missing/,
    ],
    [
      'parameters that are null',
      extension((only) => (only.commands[0].parameters = null)),
      /commands\[0\]\.parameters\): command findPlants has no "parameters"/,
    ],
    [
      'missing icons',
      { manifest: (manifest: Json) => delete manifest.icons },
      /\(icons\): this required property is missing/,
    ],
    [
      'icons that are null',
      { manifest: (manifest: Json) => (manifest.icons = null) },
      /\(icons\): the value must be object/,
    ],
    [
      'a path of blanks',
      extension((only) => (only.apiSpecificationFile = '  ')),
      /\.apiSpecificationFile\): the path is empty/,
    ],
    [
      'a command without its operation',
      extension((only) => (only.commands[2].id = 'no')),
      /commands\[2\]\.id\): no operation has the operationId "no" in api\/garden\.json/,
    ],
    [
      'a parameter that is a header of the API',
      {
        manifest: (manifest: Json) => (firstCommand(manifest).parameters[1].name = 'X-Key'),
        api: (api: Json) => operation(api).parameters.push({ name: 'X-Key', in: 'header', schema: { type: 'string' } }),
      },
      /parameters\[1\]\.name\): .*"X-Key" is in a header of the API, so Teams cannot fill it/,
    ],
    [
      'a parameter that is a list in the API',
      { api: (api: Json) => (operation(api).parameters[1].schema = { type: 'array', items: {} }) },
      /parameters\[1\]\.name\): .*"most" is not a string, number or boolean in the API, so Teams cannot fill it/,
    ],
  ];
  for (const [what, overrides, sentence] of rows) {
    it(what, async () => {
      const [, ...sentences] = (await faultsOf(overrides)).split('\n');
      expect(sentences).to.have.length(1);
      expect(sentences[0]).to.match(/^- manifest\.json[ ,]/);
      expect(sentences[0]).to.match(sentence);
    });
  }

  it('has the place of a parameter after one that is null', async () => {
    const message = await faultsOf(
      extension(({ commands: [command] }) => {
        command.parameters[0] = null;
        command.parameters[1].name = 'no';
      }),
    );
    expect(message).to.match(/parameters\[1\]\.name\): command findPlants: the API has no parameter "no"/);
  });

  it('has the place of a command after one that is null', async () => {
    const message = await faultsOf(
      extension((only) => {
        only.commands[0] = null;
        only.commands[1].parameters[0].name = 'no';
      }),
    );
    expect(message).to.match(
      /commands\[1\]\.parameters\[0\]\.name\): command showPlant: the API has no parameter "no"/,
    );
  });
});
