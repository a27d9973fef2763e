// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders and expressions of templates
import { expect } from 'chai';
import { anAppPackage, somePackageFiles } from '../../../support/an-app-package.ts';
import { faultsOf, itRefuses } from '../refusals.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests change any part of the manifest
const secondCommand = ({ composeExtensions: [extension] }: any) => extension.commands[1];

describe('reading the documents of an app package', () => {
  itRefuses([
    ['a package without a manifest', { files: { 'manifest.json': undefined } }, /manifest\.json is not in the package/],
    [
      'a package zipped with its parent folder',
      { files: { 'manifest.json': undefined, 'build/manifest.json': '{}' } },
      /not the folder itself/,
    ],
    [
      'a manifest that is not JSON',
      { files: { 'manifest.json': '{' } },
      /manifest\.json is not valid JSON at line 1, column 2: a closing brace is expected/,
    ],
    ['a manifest that is not UTF-8', { files: { 'manifest.json': Buffer.from([0xff, 0xfe]) } }, /not UTF-8/],
    [
      'placeholders in the manifest',
      { manifest: (manifest) => Object.assign(manifest, { id: '${{TEAMS_APP_ID}}', version: '${{VERSION}}' }) },
      /still has the placeholders \$\{\{VERSION\}\} \(line 1, column \d+\), \$\{\{TEAMS_APP_ID\}\} \(line 1, column \d+\)\. Build/,
    ],
    [
      'placeholders in the API document',
      { api: (api) => (api.servers[0].url = '${{OPENAPI_SERVER_URL}}') },
      /api\/garden\.json still has the placeholder \$\{\{OPENAPI_SERVER_URL\}\}/,
    ],
    [
      'placeholders in a template',
      { template: (template) => (template.previewCardTemplate.title = '${{APP_NAME}}') },
      /cards\/plants\.json still has the placeholder/,
    ],
    ['a missing API document', { files: { 'api/garden.json': undefined } }, /api\/garden\.json is not in the package/],
    ['a missing template', { files: { 'cards/plants.json': undefined } }, /cards\/plants\.json is not in the package/],
  ]);

  it('names the member and the command if a path is empty', async () => {
    const message = await faultsOf({
      manifest: (manifest) => (secondCommand(manifest).apiResponseRenderingTemplateFile = ''),
    });
    expect(message.split('\n').slice(1)).to.have.length(1);
    expect(message).to.match(
      /manifest\.json, line 1, column \d+ \(composeExtensions\[0\]\.commands\[1\]\.apiResponseRenderingTemplateFile\): the path is empty/,
    );
  });

  it('names the member with the path of a missing file, once', async () => {
    const message = await faultsOf({ files: { 'cards/plants.json': undefined } });
    expect(message.split('\n').slice(1)).to.have.length(1);
    expect(message).to.match(
      /\(composeExtensions\[0\]\.commands\[0\]\.apiResponseRenderingTemplateFile\): cards\/plants\.json/,
    );
  });

  it('reports a fault of a template once, with its place, although three commands use it', async () => {
    const message = await faultsOf({
      template: (template) => (template.responseCardTemplate.body[0].text = '${if(name}'),
    });
    expect(message.split('\n').slice(1)).to.have.length(1);
    expect(message).to.match(/cards\/plants\.json, line 1, column \d+ \(responseCardTemplate\.body\[0\]\.text\)/);
  });

  for (const path of ['manifest.json', 'api/garden.json', 'cards/plants.json']) {
    it(`gives line and column of a trailing comma in ${path}`, async () => {
      const text = JSON.stringify(JSON.parse(Buffer.from(somePackageFiles().get(path) ?? []).toString()), null, 2);
      const message = await faultsOf({ files: { [path]: text.replace(/\n}$/, ',\n}') } });
      const line = text.split('\n').length - 1;
      expect(message).to.contain(`${path} is not valid JSON at line ${line}, column `);
      expect(message).to.contain('remove the trailing comma.');
      expect(message.split('\n').slice(1)).to.have.length(1);
    });
  }

  it('finds the place of a member whose name is a number', async () => {
    const text = Buffer.from(somePackageFiles().get('api/garden.json') ?? []).toString();
    const document = JSON.stringify(JSON.parse(text.replace('"description":"Plants",', '')), null, 2);
    const line = document.split('\n').findIndex((written) => written.includes('"200": {')) + 1;
    expect(await faultsOf({ files: { 'api/garden.json': document } })).to.contain(
      `api/garden.json, line ${line}, column 18 (paths["/plants"].get.responses[200]) is not valid OpenAPI`,
    );
  });

  it('reports a name that an object of JSON has twice', async () => {
    const twice = (path: string, name: string, value: string) => ({
      [path]: Buffer.from(somePackageFiles().get(path) ?? [])
        .toString()
        .replace(`"${name}":`, `"${name}":${value},\n"${name}":`),
    });
    const { problems } = await anAppPackage({
      files: {
        ...twice('manifest.json', 'short', '"Old"'),
        ...twice('api/garden.json', 'title', '"Old"'),
        ...twice('cards/plants.json', 'subtitle', '""'),
      },
    });
    const text = 'the object has this name twice, and the last is used. Remove one.';
    expect(problems).to.deep.equal([
      `manifest.json, line 2, column 1 (name.short): ${text}`,
      `api/garden.json, line 2, column 1 (info.title): ${text}`,
      `cards/plants.json, line 2, column 1 (previewCardTemplate.subtitle): ${text}`,
    ]);
  });

  it('refuses YAML with a circular alias', async () => {
    const message = await faultsOf({
      files: { 'api/garden.yaml': '&a { openapi: 3.0.3, paths: *a }' },
      manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api/garden.yaml'),
    });
    expect(message).to.contain('api/garden.yaml has an alias inside the value it refers to.');
  });

  it('refuses YAML that grows exponentially', async () => {
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
    expect(message).to.contain('api/garden.yaml expands to more than 500000 values through its aliases.');
  });
});
