// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders and expressions of templates
import { expect } from 'chai';
import { faultsOf, itRefuses } from '../refusals.ts';

describe('reading the documents of an app package', () => {
  itRefuses([
    ['a package without a manifest', { files: { 'manifest.json': undefined } }, /manifest\.json is not in the package/],
    [
      'a package zipped with its parent folder',
      { files: { 'manifest.json': undefined, 'build/manifest.json': '{}' } },
      /not the folder itself/,
    ],
    ['a manifest that is not JSON', { files: { 'manifest.json': '{' } }, /manifest\.json is not a JSON object/],
    ['a manifest that is not UTF-8', { files: { 'manifest.json': Buffer.from([0xff, 0xfe]) } }, /not UTF-8/],
    [
      'placeholders in the manifest',
      { manifest: (manifest) => (manifest.id = '${{TEAMS_APP_ID}}') },
      /still has the placeholder \$\{\{TEAMS_APP_ID\}\}/,
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

  it('refuses YAML with a circular alias', async () => {
    const message = await faultsOf({
      files: { 'api/garden.yaml': '&a { openapi: 3.0.3, paths: *a }' },
      manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = 'api/garden.yaml'),
    });
    expect(message).to.contain('not a YAML object');
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
    expect(message).to.contain('not a YAML object');
  });
});
