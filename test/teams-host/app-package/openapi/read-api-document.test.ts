import { expect } from 'chai';
import {
  anAppPackage,
  oauthAuthorization,
  type PackageOverrides,
  somePackageFiles,
} from '../../../support/an-app-package.ts';
import { faultsOf, itRefuses, operation } from '../refusals.ts';

describe('reading an API document', () => {
  itRefuses([
    [
      'OpenAPI 3.1',
      { api: (api) => (api.openapi = '3.1.0') },
      /line 1, column 12 \(openapi\): the version is "3\.1\.0"; Teams accepts/,
    ],
    [
      'a version that is a number',
      { api: (api) => (api.openapi = 3.1) },
      /\(openapi\): the version is 3\.1; Teams accepts OpenAPI 3\.0\.x/,
    ],
    [
      'a version with two numbers',
      { api: (api) => (api.openapi = 3) },
      /\(openapi\): the version must be text with three numbers, such as "3\.0\.3"/,
    ],
    [
      'a version of Swagger that is a number',
      { files: { 'api/garden.json': '{"swagger":2.0}' } },
      /line 1, column 12 \(swagger\): the version must be text\. Write it in quotes/,
    ],
    ['a document that is not OpenAPI', { api: (api) => delete api.openapi }, /not an OpenAPI document/],
    [
      'a reference to another host',
      { api: (api) => (operation(api).parameters[0] = { $ref: 'https://evil.example/p.json' }) },
      /parameters\[0\]\.\$ref\): this refers to "https:\/\/evil\.example\/p\.json", outside of the document/,
    ],
    [
      'a reference to another host that no command uses',
      { api: (api) => (api.components.schemas.Unused = { $ref: 'https://evil.example/s.json' }) },
      /\(components\.schemas\.Unused\.\$ref\): this refers to "https:\/\/evil\.example\/s\.json", outside/,
    ],
  ]);

  for (const [what, deep] of [
    ['JSON', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['YAML', `${'[ '.repeat(2000)}1${']'.repeat(2000)}`],
  ] as const) {
    it(`refuses ${what} that is nested too deeply`, async () => {
      const document = Buffer.from(somePackageFiles().get('api/garden.json') ?? []).toString();
      const path = `api/deep.${what.toLowerCase()}`;
      const message = await faultsOf({
        files: { [path]: document.replace('"components":{', `"components":{"examples":${deep},`) },
        manifest: ({ composeExtensions: [extension] }) => (extension.apiSpecificationFile = path),
      });
      expect(message).to.match(/nested too deeply|not a YAML object/);
    });
  }

  describe('in Swagger 2.0', () => {
    // biome-ignore lint/suspicious/noExplicitAny: tests change any part of the document
    const aSwaggerPackage = (change: (document: any) => void = () => {}): PackageOverrides => {
      const document = {
        swagger: '2.0',
        info: { title: 'Garden', version: '1' },
        host: 'garden.example.com',
        basePath: '/v1',
        schemes: ['https'],
        consumes: ['application/json'],
        produces: ['application/json'],
        security: [{ gardener: [] }],
        securityDefinitions: {
          gardener: {
            type: 'oauth2',
            flow: 'accessCode',
            authorizationUrl: 'https://garden.example.com/authorize',
            tokenUrl: 'https://garden.example.com/token',
            scopes: {},
          },
        },
        definitions: { Search: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
        paths: {
          '/plants': {
            post: {
              operationId: 'showPlant',
              parameters: [{ name: 'search', in: 'body', required: true, schema: { $ref: '#/definitions/Search' } }],
              responses: { 200: { description: 'A plant', schema: { type: 'object', properties: {} } } },
            },
          },
        },
      };
      change(document);
      return {
        authorization: oauthAuthorization('garden'),
        files: { 'api/garden.json': JSON.stringify(document) },
        manifest: ({ composeExtensions: [extension] }) => (extension.commands = [extension.commands[1]]),
      };
    };

    it('converts the document', async () => {
      const { commands, problems } = await anAppPackage(aSwaggerPackage());
      expect(problems).to.deep.equal([]);
      expect(commands[0]?.operation).to.deep.include({
        method: 'POST',
        server: 'https://garden.example.com/v1',
        hasBody: true,
      });
      expect(commands[0]?.operation.parameters.map(({ in: place, at }) => [place, ...at])).to.deep.equal([
        ['body', 'id'],
      ]);
    });

    it('reports an unsupported flow of a security definition', async () => {
      const { problems } = await anAppPackage(
        aSwaggerPackage(({ securityDefinitions: { gardener } }) => {
          gardener.flow = 'application';
          delete gardener.authorizationUrl;
        }),
      );
      expect(problems.join()).to.match(/oauth2 clientCredentials/);
    });

    itRefuses([
      // Microsoft's parser defaults to neither https nor JSON.
      [
        'a document without "schemes"',
        aSwaggerPackage((document) => delete document.schemes),
        /garden\.json \(schemes\): .* no absolute server.*"schemes"/,
      ],
      [
        'a document without "produces"',
        aSwaggerPackage((document) => delete document.produces),
        /no JSON response.*"produces"/,
      ],
      [
        'a document without title',
        aSwaggerPackage((document) => delete document.info.title),
        /\(info\.title\): "title" is missing\. Add it; it must be text\./,
      ],
      [
        'a form body',
        aSwaggerPackage(({ paths }) => {
          paths['/plants'].post.consumes = ['multipart/form-data'];
          paths['/plants'].post.parameters = [{ name: 'id', in: 'formData', type: 'string' }];
        }),
        /formats other than JSON/,
      ],
    ]);
  });
});
