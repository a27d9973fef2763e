// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder is the subject of a test
import { expect } from 'chai';
import { buildAppPackage } from '../../../src/dev/package-check/build-app-package.ts';
import { checkAppPackage } from '../../../src/dev/package-check/check-app-package.ts';
import { readEnv } from '../../../src/dev/package-check/read-env.ts';
import {
  buildLocal,
  type Check,
  card,
  command,
  extension,
  itReportsFaults,
  modify,
  operation,
  root,
  templatePath,
} from './modified-package.ts';

const check: Check = async ({ files, samples }) =>
  (await checkAppPackage(files, async (path) => samples.get(path))).faults;

const withIcon = (bytes: Uint8Array | undefined, at: number, value: number): Uint8Array => {
  const changed = Uint8Array.from(bytes ?? []);
  changed[at] = value;
  return changed;
};

describe('checkAppPackage', () => {
  itReportsFaults(check, [
    [
      'the spelling oauthConfigurationId',
      (b) => {
        extension(b).authorization.oAuthConfiguration = { oauthConfigurationId: 'x' };
      },
      /oAuthConfigurationId/,
    ],
    [
      'a registration id of 129 characters',
      (b) => {
        extension(b).authorization.oAuthConfiguration.oAuthConfigurationId = 'x'.repeat(129);
      },
      /128 characters/,
    ],
    [
      'OAuth in manifest version 1.25',
      (b) => {
        b.manifest.manifestVersion = '1.25';
        b.manifest.$schema = b.manifest.$schema.replace('1.28', '1.25');
      },
      /needs manifest version 1\.26 or newer/,
    ],
    [
      'a $schema of another version',
      (b) => {
        b.manifest.manifestVersion = '1.29';
      },
      /"\$schema" does not belong to version 1\.29/,
    ],
    [
      'an unpublished manifest version',
      (b) => {
        b.manifest.manifestVersion = '1.99';
      },
      /"manifestVersion" is "1\.99"/,
    ],
    [
      'an app id that is not a GUID',
      (b) => {
        b.manifest.id = 'repairs';
      },
      /\(id\): the value must be a GUID/,
    ],
    [
      'a short name of 31 characters',
      (b) => {
        b.manifest.name.short = 'x'.repeat(31);
      },
      /\(name\.short\): .*30 characters/,
    ],
    [
      'a second message extension',
      (b) => {
        b.manifest.composeExtensions.push(extension(b));
      },
      /composeExtensions.*1 items/,
    ],
    [
      'a stray botId',
      (b) => {
        extension(b).botId = '7f6b7a52-5f0c-4d8e-9c0b-6d2f1b6c3a10';
      },
      /must not have a "botId"/,
    ],
    [
      'a missing apiSpecificationFile',
      (b) => {
        delete extension(b).apiSpecificationFile;
      },
      /no "apiSpecificationFile"/,
    ],
    [
      'a missing authorization',
      (b) => {
        delete extension(b).authorization;
      },
      /requires a credential, but the manifest configures none/,
    ],
    [
      'a missing template',
      (b) => {
        delete command(b).apiResponseRenderingTemplateFile;
      },
      /no "apiResponseRenderingTemplateFile"/,
    ],
    [
      'a template that is not in the package',
      (b) => {
        b.files.delete(templatePath);
      },
      /adaptiveCards\/repairs\.json is not in the package/,
    ],
    [
      'eleven commands',
      (b) => {
        extension(b).commands = Array.from({ length: 11 }, () => command(b));
      },
      /commands.*10 items/,
    ],
    [
      'six parameters',
      (b) => {
        command(b).parameters = Array.from({ length: 6 }, () => command(b).parameters[0]);
      },
      /parameters.*5 items/,
    ],
    [
      'a command without parameters',
      (b) => {
        command(b).parameters = [];
      },
      /no "parameters"/,
    ],
    [
      'a command without an operation',
      (b) => {
        command(b).id = 'findRepairs';
      },
      /no operation has the operationId "findRepairs"/,
    ],
    [
      'a parameter the API does not have',
      (b) => {
        command(b).parameters[0].name = 'assignee';
      },
      /no parameter "assignee"/,
    ],
    [
      'a choice the API does not accept',
      (b) => {
        command(b).parameters[1].choices[0].value = 'Open';
      },
      /does not accept "Open" as "status"/,
    ],
    [
      'a required parameter that is optional in the manifest',
      (b) => {
        operation(b).parameters[0].required = true;
      },
      /Set "isRequired"/,
    ],
    [
      'a required header',
      (b) => {
        operation(b).parameters.push({
          name: 'X-Tenant',
          in: 'header',
          required: true,
          schema: { type: 'string' },
        });
      },
      /header "X-Tenant"/,
    ],
    [
      'anyOf in a response',
      (b) => {
        b.api.components.schemas.RepairStatus = { anyOf: [{ type: 'string' }] };
      },
      /"anyOf"/,
    ],
    [
      'a PATCH operation',
      (b) => {
        b.api.paths['/repairs'] = { patch: operation(b) };
      },
      /PATCH/,
    ],
    [
      'plain http to another machine',
      (b) => {
        b.api.servers[0].url = 'http://repairs.contoso.com/api';
      },
      /Use https/,
    ],
    [
      'a relative server',
      (b) => {
        b.api.servers[0].url = '/api';
      },
      /is no absolute server address/,
    ],
    [
      'a color icon of the wrong size',
      (b) => {
        b.files.set('color.png', withIcon(b.files.get('color.png'), 19, 191));
      },
      /color\.png.*192 × 192/,
    ],
    [
      'an outline icon of the wrong size',
      (b) => {
        b.files.set('outline.png', b.files.get('color.png') ?? new Uint8Array());
      },
      /outline\.png.*32 × 32/,
    ],
    [
      'an icon that is not a PNG',
      (b) => {
        b.files.set('color.png', Buffer.from('<svg/>'));
      },
      /color icon must be a PNG/,
    ],
    [
      'a missing icon',
      (b) => {
        b.files.delete('outline.png');
      },
      /outline icon.*not in the package/,
    ],
    [
      'an unreferenced file',
      (b) => {
        b.files.set('.env.dev', Buffer.from('A=1'));
      },
      /\.env\.dev is in the package/,
    ],
    [
      'an unfilled placeholder',
      (b) => {
        b.manifest.developer.name = '${{DEVELOPER_NAME}}';
      },
      /still has the placeholder \$\{\{DEVELOPER_NAME\}\}/,
    ],
    [
      'a manifest that is not a JSON object',
      (b) => {
        b.manifest = [];
      },
      /manifest\.json is not a JSON object/,
    ],
    [
      'a card of version 1.6',
      (b) => {
        card(b).version = '1.6';
      },
      /version from 1\.0 to 1\.5/,
    ],
    [
      'an expression that cannot be parsed',
      (b) => {
        card(b).body[1].inlines[0].text = '${if(}';
      },
      /cannot be parsed/,
    ],
    [
      'an unknown function',
      (b) => {
        card(b).body[1].inlines[0].text = '${shout(title)}';
      },
      /Unknown function shout/,
    ],
    [
      'authorization "none" for an API that requires a token',
      (b) => {
        extension(b).authorization = { authType: 'none' };
      },
      /GET \/repairs.*auth-type-is-not-supported/,
    ],
    [
      'an API that requires no token',
      (b) => {
        delete operation(b).security;
      },
      /has no "security"/,
    ],
    [
      'an API that requires two security schemes at once',
      (b) => {
        b.api.components.securitySchemes.key = { type: 'apiKey', in: 'header', name: 'X-Key' };
        operation(b).security[0].key = [];
      },
      /several security schemes at once/,
    ],
    [
      'OpenAPI 3.1',
      (b) => {
        b.api.openapi = '3.1.0';
      },
      /the version is "3\.1\.0"/,
    ],
    [
      'a remote $ref',
      (b) => {
        b.api.components.schemas.Repair = { $ref: 'https://schemas.example.com/repair.json' };
      },
      /refers to "https:\/\/schemas\.example\.com\/repair\.json"/,
    ],
    [
      'a $ref to a file',
      (b) => {
        b.api.components.schemas.Repair = { $ref: './repair.json' };
      },
      /refers to "\.\/repair\.json"/,
    ],
    [
      'a circular $ref',
      (b) => {
        b.api.components.schemas.Repair.properties.parent = { $ref: '#/components/schemas/Repair' };
      },
      /circular/i,
    ],
    [
      'a document that is not OpenAPI',
      (b) => {
        delete b.api.info;
      },
      /\(info\): "info" is missing/,
    ],
    [
      'a response without a schema',
      (b) => {
        operation(b).responses['200'].content = {};
      },
      /response-json-is-empty|no JSON response/,
    ],
    [
      'a missing server',
      (b) => {
        delete b.api.servers;
      },
      /there is no server address/,
    ],
  ]);

  it('finds no faults in a package for https', async () => {
    const env = {
      ...(await readEnv(root, 'local-world')),
      OPENAPI_SERVER_URL: 'https://repairs.contoso.com',
      OPENAPI_SERVER_DOMAIN: 'repairs.contoso.com',
    };
    const files = await buildAppPackage({ root, env });
    const { samples } = await buildLocal();
    expect((await checkAppPackage(files, async (path) => samples.get(path))).faults).to.deep.equal([]);
  });

  it('lists what was checked', async () => {
    const { files, samples } = await buildLocal();
    expect((await checkAppPackage(files, async (path) => samples.get(path))).checked).to.have.length.above(5);
  });

  it('reports every fault once, as a sentence', async () => {
    const faults = await check(
      await modify(await buildLocal(), (b) => {
        command(b).parameters[0].name = 'assignee';
        command(b).initialRun = false;
        b.manifest.validDomains = ['token.botframework.com'];
        card(b).body[1].inlines[0].text = '${image}';
      }),
    );
    expect(faults).to.have.length(4);
    for (const fault of faults) {
      expect(fault).to.match(/[.]$/);
    }
  });

  it('reports faults in an empty package', async () => {
    expect((await checkAppPackage(new Map(), async () => undefined)).faults.join()).to.match(
      /manifest\.json is not in the package/,
    );
  });
});
