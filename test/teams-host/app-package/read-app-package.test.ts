// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders and expressions of templates
import { expect } from 'chai';
import { StartupFault } from '../../../src/foundation/startup-fault.ts';
import { readAppPackage } from '../../../src/teams-host/app-package/read-app-package.ts';
import {
  anAppPackage,
  aPng,
  apiKeyAuthorization,
  oauthAuthorization,
  type PackageOverrides,
  somePackageFiles,
} from '../../support/an-app-package.ts';

const faultsOf = async (overrides: PackageOverrides): Promise<string> => {
  const fault = await anAppPackage(overrides).catch((error: unknown) => error);
  expect(fault).to.be.instanceOf(StartupFault);
  return (fault as StartupFault).message;
};

describe('an app package', () => {
  it('is read into what the host needs', async () => {
    const { manifest, commands, problems } = await anAppPackage({ authorization: oauthAuthorization('garden') });
    expect(manifest).to.include({ name: 'Garden', developer: 'Gardeners', manifestVersion: '1.28' });
    expect(manifest.authorization).to.deep.equal({ kind: 'oauth', registrationId: 'garden' });
    expect(commands.map(({ id, initialRun }) => [id, initialRun])).to.deep.equal([
      ['findPlants', true],
      ['showPlant', false],
      ['searchPlants', false],
    ]);
    expect(problems).to.deep.equal([]);
  });

  it('is refused with every fault at once', async () => {
    const message = await faultsOf({
      manifest: (manifest) => {
        manifest.name.short = 'x'.repeat(31);
        manifest.composeExtensions[0].botId = manifest.id;
      },
      files: { 'color.png': undefined },
    });
    expect(message.split('\n')).to.have.length(4);
    expect(message)
      .to.match(/more than 30 characters/)
      .and.to.match(/no "botId"/)
      .and.to.match(/color icon/);
  });

  it('may leave advice where it works all the same', async () => {
    const { problems } = await anAppPackage({
      manifest: ({ composeExtensions: [extension] }) => delete extension.commands[0].parameters[0].isRequired,
    });
    expect(problems.join()).to.contain('Set "isRequired" to true.');
  });

  it('had better say the same of authorization in manifest and API document', async () => {
    const open = await anAppPackage({ api: (api) => (api.security = [{ key: [] }]) });
    expect(open.problems).to.have.length(3);
    expect(open.problems[0]).to.contain('requires a credential, but "authType" is "none"');
    const authorization = oauthAuthorization('garden');
    const closed = await anAppPackage({ authorization, api: (api) => (api.security = [{ key: [] }, {}]) });
    expect(closed.problems[0]).to.contain('the operation has no "security"');
  });

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
      'by an API key in a header',
      apiKey,
      key,
      /Teams sends the key as "Authorization: Bearer".*apiKey in the header "X-Key"/,
    ],
    ['by a password', apiKey, { type: 'http', scheme: 'basic' }, /"gardener" \(http basic\) does not accept.*"bearer"/],
    [
      'by OAuth, with a key',
      apiKey,
      flow('authorizationCode'),
      /"gardener" \(oauth2 authorizationCode\) does not accept/,
    ],
    [
      'by the implicit flow',
      oauth,
      flow('implicit'),
      /authorization code flow.*\(oauth2 implicit\).*Describe it as "oauth2"/,
    ],
    ['by the client alone', oauth, flow('clientCredentials'), /\(oauth2 clientCredentials\) does not have/],
    ['by an API key, with a token', oauth, key, /\(apiKey in the header "X-Key"\) does not have/],
    ['by what it does not define', oauth, undefined, /names the security scheme "gardener" but does not define it/],
    [
      'by what it does not define, with a key',
      apiKey,
      undefined,
      /names the security scheme "gardener" but does not define it/,
    ],
    ['as Teams does, with a key', apiKey, { type: 'http', scheme: 'Bearer' }, undefined],
    ['as Teams does, with a token', oauth, flow('authorizationCode'), undefined],
    ['by any bearer token', oauth, { type: 'http', scheme: 'bearer' }, undefined],
  ] as const) {
    it(`${problem === undefined ? 'is all right' : 'had better not be'} where the API authorizes ${what}`, async () => {
      const define = (api: { components: object }) => Object.assign(api.components, { securitySchemes: { gardener } });
      const { commands, problems } = await anAppPackage({ authorization, api: define });
      expect(problems).to.have.length(problem === undefined ? 0 : 3);
      expect(problems.join('\n')).to.match(problem ?? /^$/);
      expect(commands[0]?.mismatch ?? '').to.match(problem ?? /^$/);
    });
  }

  it('may describe one way to authorize of several as Teams has it', async () => {
    const { problems } = await anAppPackage({
      authorization: apiKey,
      api: (api) => {
        api.security = [{ key: [] }, { gardener: [] }];
        api.components.securitySchemes.key = key;
      },
    });
    expect(problems).to.deep.equal([]);
  });

  for (const [flow, count] of [
    ['accessCode', 0],
    ['application', 1],
  ] as const) {
    it(`is understood where its API is of OpenAPI 2.0 and has the flow ${flow}`, async () => {
      const document = {
        swagger: '2.0',
        info: { title: 'Garden', version: '1' },
        host: 'garden.example.com',
        schemes: ['https'],
        produces: ['application/json'],
        security: [{ gardener: [] }],
        securityDefinitions: {
          gardener: {
            type: 'oauth2',
            flow,
            tokenUrl: 'https://garden.example.com/token',
            ...(flow === 'accessCode' ? { authorizationUrl: 'https://garden.example.com/authorize' } : {}),
            scopes: {},
          },
        },
        paths: {
          '/plants': {
            get: {
              operationId: 'showPlant',
              parameters: [{ name: 'id', in: 'query', type: 'string', required: true }],
              responses: { 200: { description: 'A plant', schema: { type: 'object', properties: {} } } },
            },
          },
        },
      };
      const { problems } = await anAppPackage({
        authorization: oauth,
        files: { 'api/garden.json': JSON.stringify(document) },
        manifest: ({ composeExtensions: [extension] }) => (extension.commands = [extension.commands[1]]),
      });
      expect(problems).to.have.length(count);
    });
  }

  for (const [what, $schema] of [
    ['in a language', 'https://developer.microsoft.com/en-us/json-schemas/teams/v1.28/MicrosoftTeams.schema.json'],
    ['nowhere', undefined],
  ] as const) {
    it(`may name its schema ${what}, and is checked against it`, async () => {
      const named = { manifest: (manifest: { $schema?: string | undefined }) => (manifest.$schema = $schema) };
      expect((await anAppPackage(named)).manifest.name).to.equal('Garden');
      const spoiled = await faultsOf({
        manifest: (manifest) => Object.assign(manifest, { $schema, name: { short: 'x'.repeat(31) } }),
      });
      expect(spoiled).to.contain('more than 30 characters');
    });
  }

  const operation = (api: { paths: Record<string, Record<string, unknown>> }) =>
    // biome-ignore lint/suspicious/noExplicitAny: tests bend any part of the document
    api.paths['/plants']?.get as any;
  // biome-ignore lint/suspicious/noExplicitAny: tests bend any part of the document
  const first = (manifest: any) => manifest.composeExtensions[0].commands[0];

  const rows: readonly (readonly [string, PackageOverrides, RegExp])[] = [
    ['has no manifest', { files: { 'manifest.json': undefined } }, /manifest\.json is not in the package/],
    [
      'was zipped with its folder',
      { files: { 'manifest.json': undefined, 'build/manifest.json': '{}' } },
      /not the folder itself/,
    ],
    ['has a manifest that is not JSON', { files: { 'manifest.json': '{' } }, /manifest\.json is not a JSON object/],
    ['has a file that is not UTF-8', { files: { 'manifest.json': Buffer.from([0xff, 0xfe]) } }, /not UTF-8/],
    [
      'has open placeholders in the manifest',
      { manifest: (manifest) => (manifest.id = '${{TEAMS_APP_ID}}') },
      /still has the placeholder \$\{\{TEAMS_APP_ID\}\}/,
    ],
    [
      'has open placeholders in the API document',
      { api: (api) => (api.servers[0].url = '${{OPENAPI_SERVER_URL}}') },
      /api\/garden\.json still has the placeholder \$\{\{OPENAPI_SERVER_URL\}\}/,
    ],
    [
      'has open placeholders in a template',
      { template: (template) => (template.previewCardTemplate.title = '${{APP_NAME}}') },
      /cards\/plants\.json still has the placeholder/,
    ],
    [
      'says OAuth in a manifest below 1.26',
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
      'spells the configuration id as the generator does',
      { authorization: { authType: 'oAuth2.0', oAuthConfiguration: { oauthConfigurationId: 'x' } } },
      /Spell it "oAuthConfigurationId"/,
    ],
    ['says OAuth without registration', { authorization: { authType: 'oAuth2.0' } }, /the id of a registration/],
    [
      'says API key without registration',
      { authorization: { authType: 'apiSecretServiceAuth' } },
      /apiSecretRegistrationId/,
    ],
    ['wants Teams itself', { authorization: { authType: 'microsoftEntra' } }, /needs Teams itself/],
    ['says nothing of authorization', { authorization: {} }, /"authorization\.authType" is missing/],
    ['is of no known version', { manifest: (manifest) => (manifest.manifestVersion = '1.18') }, /"manifestVersion"/],
    [
      'has the schema of another version',
      { manifest: (manifest) => (manifest.$schema = manifest.$schema.replace('1.28', '1.27')) },
      /"\$schema" does not belong to version 1\.28/,
    ],
    [
      'has the schema of another host',
      { manifest: (manifest) => (manifest.$schema = manifest.$schema.replace('developer', 'developers')) },
      /"\$schema" does not belong to version 1\.28/,
    ],
    ['has a schema that is no text', { manifest: (manifest) => (manifest.$schema = 7) }, /"\$schema" does not belong/],
    [
      'has no message extension',
      { manifest: (manifest) => delete manifest.composeExtensions },
      /no "composeExtensions"/,
    ],
    [
      'has a bot-based message extension without a bot',
      { manifest: ({ composeExtensions: [extension] }) => (extension.composeExtensionType = 'botBased') },
      /needs a "botId"/,
    ],
    [
      'names no API document',
      { manifest: ({ composeExtensions: [extension] }) => delete extension.apiSpecificationFile },
      /no "apiSpecificationFile"/,
    ],
    ['lacks its API document', { files: { 'api/garden.json': undefined } }, /api\/garden\.json is not in the package/],
    ['lacks its template', { files: { 'cards/plants.json': undefined } }, /cards\/plants\.json is not in the package/],
    ['has an icon of the wrong size', { files: { 'outline.png': aPng(64) } }, /32 × 32/],
    ['has an icon that is no PNG', { files: { 'color.png': 'GIF89a' } }, /PNG of 192/],
    [
      'has no commands',
      { manifest: ({ composeExtensions: [extension] }) => (extension.commands = []) },
      /no "commands"/,
    ],
    ['has an action command', { manifest: (manifest) => (first(manifest).type = 'action') }, /not of type "query"/],
    ['has a command with a dialog', { manifest: (manifest) => (first(manifest).fetchTask = true) }, /needs a bot/],
    ['has a command without parameters', { manifest: (manifest) => delete first(manifest).parameters }, /one to five/],
    [
      'has too many parameters',
      {
        manifest: (manifest) =>
          (first(manifest).parameters = Array.from({ length: 6 }, (_, at) => ({ name: `p${at}`, title: 'P' }))),
      },
      /more than 5 items/,
    ],
    ['has a command the API has not', { manifest: (manifest) => (first(manifest).id = 'no') }, /operationId "no"/],
    [
      'has a parameter the API has not',
      { manifest: (manifest) => (first(manifest).parameters[1].name = 'no') },
      /no parameter "no"/,
    ],
    [
      'has a parameter that is in the body of a GET alone',
      {
        manifest: (manifest) => (first(manifest).parameters[1].name = 'words'),
        api: (api) => (operation(api).requestBody = api.paths['/search'].post.requestBody),
      },
      /no parameter "words" that Teams can fill/,
    ],
    [
      'leaves out a parameter the API requires',
      { manifest: (manifest) => first(manifest).parameters.shift() },
      /the API requires "name"/,
    ],
    [
      'offers a choice the API does not take',
      {
        manifest: (manifest) => {
          first(manifest).parameters[3] = {
            name: 'season',
            title: 'Season',
            inputType: 'choiceset',
            choices: [{ title: 'Monsoon', value: 'monsoon' }],
          };
        },
        api: (api) => (operation(api).parameters[3].schema.enum = ['spring']),
      },
      /does not accept "monsoon"/,
    ],
    [
      'has a choice set without choices',
      { manifest: (manifest) => (first(manifest).parameters[3].inputType = 'choiceset') },
      /has no "choices"/,
    ],
    ['is written in OpenAPI 3.1', { api: (api) => (api.openapi = '3.1.0') }, /is OpenAPI 3\.1\.0/],
    ['has an API document that is none', { api: (api) => delete api.openapi }, /not an OpenAPI document/],
    [
      'has an API without title',
      { api: (api) => delete api.info.title },
      /not a valid OpenAPI document: #\/info .*'title'/,
    ],
    ['has an API without info', { api: (api) => delete api.info }, /not a valid OpenAPI document/],
    [
      'has an answer without description',
      { api: (api) => delete operation(api).responses[200].description },
      /plants\/get\/responses\/200 must have required property 'description'\. Correct it\./,
    ],
    [
      'has a parameter without place',
      { api: (api) => delete operation(api).parameters[4].in },
      /parameters\/4 must have required property 'in'\. Correct it\.$/,
    ],
    [
      'has a flow without address',
      {
        api: (api) =>
          (api.components.securitySchemes = { gardener: { type: 'oauth2', flows: { implicit: { scopes: {} } } } }),
      },
      /^- [^\n]*flows\/implicit must have required property 'authorizationUrl'\. Correct it\.$/m,
    ],
    [
      'has a parameter twice',
      { api: (api) => operation(api).parameters.push(operation(api).parameters[1]) },
      /must NOT have duplicate items/,
    ],
    [
      'refers to nothing where no command looks',
      { api: (api) => (api.components.schemas.Unused = { $ref: '#/no' }) },
      /not a valid OpenAPI document: Token "no" does not exist\. Correct it\.$/,
    ],
    [
      'refers to another host where no command looks',
      { api: (api) => (api.components.schemas.Unused = { $ref: 'https://evil.example/s.json' }) },
      /refers to "https:\/\/evil\.example\/s\.json", outside of itself/,
    ],
    ['has a server without https', { server: 'http://garden.example.com' }, /Use https/],
    ['has a relative server', { server: '/v1' }, /no absolute server/],
    ['has a server with variables', { server: 'https://{tenant}.example.com' }, /no absolute server/],
    ['has a server with credentials', { server: 'https://me:pass@garden.example.com' }, /credentials/],
    [
      'has an operation Teams cannot call',
      {
        api: (api) => {
          api.paths['/plants'].put = api.paths['/plants'].get;
          delete api.paths['/plants'].get;
        },
      },
      /is PUT; Teams calls GET and POST only/,
    ],
    [
      'requires a header',
      {
        api: (api) =>
          operation(api).parameters.push({ name: 'X-Key', in: 'header', required: true, schema: { type: 'string' } }),
      },
      /requires the header "X-Key"/,
    ],
    [
      'names a header that cannot be',
      { api: (api) => operation(api).parameters.push({ name: 'X Key', in: 'header', schema: { type: 'string' } }) },
      /a header parameter "X Key"/,
    ],
    [
      'requires a list',
      { api: (api) => (operation(api).parameters[0].schema = { type: 'array', items: { type: 'string' } }) },
      /requires "name", which is not a string/,
    ],
    [
      'uses oneOf',
      { api: (api) => (operation(api).parameters[1].schema = { oneOf: [{ type: 'string' }] }) },
      /uses "oneOf"/,
    ],
    [
      'uses anyOf in the answer',
      { api: (api) => (operation(api).responses[200].content['application/json'].schema = { anyOf: [{}] }) },
      /uses "anyOf" in the response/,
    ],
    [
      'refers to another host',
      { api: (api) => (operation(api).parameters[0] = { $ref: 'https://evil.example/p.json' }) },
      /refers to "https:\/\/evil\.example\/p\.json", outside of itself/,
    ],
    ['refers to nothing', { api: (api) => (operation(api).parameters[0] = { $ref: '#/no' }) }, /refers to nothing/],
    [
      'has a broken reference',
      { api: (api) => (operation(api).parameters[0] = { $ref: '#/%zz' }) },
      /is not a valid reference/,
    ],
    [
      'refers to itself',
      {
        api: (api) => {
          api.components.schemas.Search.properties.again = { $ref: '#/components/schemas/Search' };
        },
      },
      /is circular/,
    ],
    [
      'takes a form',
      {
        api: (api) => {
          const body = api.paths['/search'].post.requestBody;
          body.content = { 'multipart/form-data': body.content['application/json'] };
        },
      },
      /other formats than JSON/,
    ],
    [
      'requires a list in the body',
      { api: (api) => (api.components.schemas.Search.properties.words = { type: 'array', items: {} }) },
      /requires "words" in the body/,
    ],
    [
      'describes no answer',
      { api: (api) => (operation(api).responses = { 204: { description: 'Nothing' } }) },
      /describes no JSON response/,
    ],
    [
      'describes an empty answer',
      { api: (api) => (operation(api).responses[200].content['application/json'].schema = {}) },
      /describes no JSON response/,
    ],
    [
      'answers XML',
      { api: (api) => (operation(api).responses[200].content = { 'text/xml': { schema: {} } }) },
      /no JSON response/,
    ],
    ['wants two security schemes at once', { api: (api) => (operation(api).security = [{ a: [], b: [] }]) }, /at once/],
    [
      'has a template with more than Teams knows',
      { template: (template) => (template.extra = 1) },
      /"extra" is not a property/,
    ],
    [
      'has a preview with more than Teams knows',
      { template: (template) => (template.previewCardTemplate.tap = {}) },
      /"tap" in "previewCardTemplate"/,
    ],
    [
      'has a template of another version',
      { template: (template) => (template.version = '1.28') },
      /"version" must be "1\.0"/,
    ],
    [
      'has a preview template of the numbered version',
      { template: (template) => (template.$schema = template.$schema.replace('v1.28', 'vDevPreview')) },
      /"version" must be "devPreview"/,
    ],
    ['has a template without layout', { template: (template) => delete template.responseLayout }, /"responseLayout"/],
    [
      'has no preview',
      { template: (template) => delete template.previewCardTemplate },
      /"previewCardTemplate" must be an object with a "title"/,
    ],
    [
      'has a preview without title',
      { template: (template) => delete template.previewCardTemplate.title },
      /"previewCardTemplate\.title" is missing/,
    ],
    [
      'has a newer card',
      { template: (template) => (template.responseCardTemplate.version = '1.6') },
      /version from 1\.0 to 1\.5/,
    ],
    [
      'has no card',
      { template: (template) => (template.responseCardTemplate = {}) },
      /"responseCardTemplate\.type" must be "AdaptiveCard"/,
    ],
    [
      'filters by jsonPath',
      { template: (template) => (template.jsonPath = '$..plants[?(@.x)]') },
      /"jsonPath" must name properties/,
    ],
    [
      'has a broken expression',
      { template: (template) => (template.previewCardTemplate.title = '${nofunction(name)}') },
      /cannot be parsed/,
    ],
  ];

  for (const [what, overrides, message] of rows) {
    it(`is refused where it ${what}`, async () => {
      expect(await faultsOf(overrides)).to.match(message);
    });
  }

  it('survives any JSON in place of its parts', async () => {
    for (const path of ['manifest.json', 'api/garden.json', 'cards/plants.json']) {
      for (const text of [
        'null',
        '[]',
        '1',
        '{"composeExtensions":[[]]}',
        '{"openapi":"3.0.3","paths":[[]]}',
        '{"paths":{"/":null}}',
      ]) {
        const fault = await readAppPackage(somePackageFiles({ files: { [path]: text } })).catch(
          (error: unknown) => error,
        );
        expect(fault, `${path}: ${text}`).to.be.instanceOf(StartupFault);
      }
    }
  });

  it('is refused where its YAML holds itself', async () => {
    const message = await faultsOf({
      files: { 'api/garden.yaml': '&a { openapi: 3.0.3, paths: *a }' },
      manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api/garden.yaml'),
    });
    expect(message).to.contain('not a YAML object');
  });

  for (const [what, deep] of [
    ['JSON', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['YAML', `${'[ '.repeat(2000)}1${']'.repeat(2000)}`],
  ] as const) {
    it(`is refused where an API document in ${what} is deeper than can be followed`, async () => {
      const document = Buffer.from(somePackageFiles().get('api/garden.json') ?? []).toString();
      const path = `api/deep.${what.toLowerCase()}`;
      const message = await faultsOf({
        files: { [path]: document.replace('"components":{', `"components":{"examples":${deep},`) },
        manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = path),
      });
      expect(message).to.match(/nested too deeply|not a YAML object/);
    });
  }

  it('is not fooled by YAML that grows', async () => {
    const lines = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, at) => {
        const before = 'abcdefgh'[at];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ];
    const message = await faultsOf({
      files: { 'api/garden.yaml': lines.join('\n') },
      manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api/garden.yaml'),
    });
    expect(message).to.contain('not a YAML object');
  });
});
