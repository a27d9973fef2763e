// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
/** Builds packages of an app unrelated to repairs: a garden whose API lists plants. */
import { PNG } from 'pngjs';
import { checkAgentSchema } from '../../src/teams-host/app-package/agent/check-agent-schema.ts';
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import type { PackageFiles } from '../../src/teams-host/app-package/files/package-files.ts';
import type { OfficialChecks } from '../../src/teams-host/app-package/inspect-app-package.ts';
import { checkManifestSchema } from '../../src/teams-host/app-package/manifest/check-manifest-schema.ts';
import { judgeBySpecParser } from '../../src/teams-host/app-package/openapi/spec-parser.ts';
import { readAppPackage } from '../../src/teams-host/app-package/read-app-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of these documents
type Json = any;

export interface PackageOverrides {
  /** Origin and base path of the API. */
  readonly server?: string;
  /** The `authorization` of the message extension; `none` by default. */
  readonly authorization?: object;
  /** Change the documents in place. */
  readonly manifest?: (manifest: Json) => void;
  readonly api?: (document: Json) => void;
  readonly template?: (template: Json) => void;
  /** Files to add or replace; `undefined` omits a file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

export const gardenAppId = '77777777-7777-4777-8777-777777777777';

export const oauthAuthorization = (registrationId: string) => ({
  authType: 'oAuth2.0',
  oAuthConfiguration: { oAuthConfigurationId: registrationId },
});

export const apiKeyAuthorization = (registrationId: string) => ({
  authType: 'apiSecretServiceAuth',
  apiSecretServiceAuthConfiguration: { apiSecretRegistrationId: registrationId },
});

export const entraAuthorization = {
  authType: 'microsoftEntra',
  microsoftEntraConfiguration: { supportsSingleSignOn: true },
};

/** Loads a package that is valid unless an override makes it invalid. */
export function anAppPackage(overrides: PackageOverrides = {}): Promise<AppPackage> {
  return readAppPackage(somePackageFiles(overrides), officialChecks);
}

/** The real checks, which are slow; cached for the same content regardless of port. */
const officialChecks: OfficialChecks = {
  checkManifestSchema: memoize((manifest) => checkManifestSchema(manifest)),
  judgeDocument: memoize((api, authType) => judgeBySpecParser(api, authType)),
  agent: {
    checkSchema: memoize((kind, version, { document }) => checkAgentSchema(kind, version, document)),
    judgeApi: memoize((api) => judgeBySpecParser(api, undefined)),
  },
};

function memoize<Content extends readonly unknown[], Answer>(
  check: (...content: Content) => Promise<Answer>,
): (...content: Content) => Promise<Answer> {
  const cache = new Map<string, Promise<Answer>>();
  return (...content) => {
    const text = JSON.stringify(content).replace(/(?<=127\.0\.0\.1:)\d+/g, '');
    const answer = cache.get(text) ?? check(...content);
    cache.set(text, answer);
    return answer;
  };
}

export function somePackageFiles(overrides: PackageOverrides = {}): PackageFiles {
  const manifest = toManifest(overrides.authorization ?? { authType: 'none' });
  const api = toApiDocument(overrides.server ?? 'https://garden.example.com/v1');
  if (overrides.authorization !== undefined) {
    api.security = [{ gardener: [] }];
    api.components.securitySchemes = { gardener: { type: 'http', scheme: 'bearer' } };
  }
  const template = toTemplate();
  overrides.manifest?.(manifest);
  overrides.api?.(api);
  overrides.template?.(template);
  const files: Record<string, string | Uint8Array | undefined> = {
    'manifest.json': JSON.stringify(manifest),
    'api/garden.json': JSON.stringify(api),
    'cards/plants.json': JSON.stringify(template),
    'color.png': aPng(192),
    'outline.png': aPng(32),
    ...overrides.files,
  };
  return new Map(
    Object.entries(files).flatMap(([path, content]) =>
      content === undefined ? [] : [[path, typeof content === 'string' ? Buffer.from(content) : content] as const],
    ),
  );
}

function toManifest(authorization: object): Json {
  const command = (id: string, title: string, parameters: object[]) => ({
    id,
    type: 'query',
    title,
    description: `${title} of the garden`,
    context: ['compose', 'commandBox'],
    apiResponseRenderingTemplateFile: 'cards/plants.json',
    parameters,
  });
  const parameter = (name: string, rest: object = {}) => ({ name, title: `The ${name}`, description: name, ...rest });
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.schema.json',
    manifestVersion: '1.28',
    version: '1.0.0',
    id: gardenAppId,
    developer: {
      name: 'Gardeners',
      websiteUrl: 'https://garden.example.com',
      privacyUrl: 'https://garden.example.com/privacy',
      termsOfUseUrl: 'https://garden.example.com/terms',
    },
    name: { short: 'Garden', full: 'Garden of many plants' },
    description: { short: 'Plants', full: 'Plants of the garden' },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#227722',
    composeExtensions: [
      {
        composeExtensionType: 'apiBased',
        apiSpecificationFile: 'api/garden.json',
        authorization,
        commands: [
          {
            ...command('findPlants', 'Find plants', [
              parameter('name', { isRequired: true }),
              parameter('most', { inputType: 'number' }),
              parameter('indoor', { inputType: 'toggle' }),
              parameter('season', { value: 'spring' }),
            ]),
            initialRun: true,
          },
          command('showPlant', 'Show a plant', [parameter('id', { isRequired: true })]),
          command('searchPlants', 'Search plants', [
            parameter('words', { isRequired: true }),
            parameter('height', { inputType: 'number' }),
          ]),
        ],
      },
    ],
  };
}

function toApiDocument(server: string): Json {
  const plants = { type: 'object', properties: { plants: { type: 'array', items: { type: 'object' } } } };
  const responses = { 200: { description: 'Plants', content: { 'application/json': { schema: plants } } } };
  const query = (name: string, schema: object, required = false) => ({ name, in: 'query', required, schema });
  return {
    openapi: '3.0.3',
    info: { title: 'Garden', version: '1' },
    servers: [{ url: server }],
    paths: {
      '/plants': {
        get: {
          operationId: 'findPlants',
          parameters: [
            query('name', { type: 'string' }, true),
            query('most', { type: 'integer' }),
            query('indoor', { type: 'boolean' }),
            query('season', { type: 'string' }),
            query('units', { type: 'string', default: 'metric' }, true),
            query('page', { type: 'integer', default: 1 }),
          ],
          responses,
        },
      },
      '/plants/{id}/card': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: { operationId: 'showPlant', responses },
      },
      '/search': {
        post: {
          operationId: 'searchPlants',
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Search' } } },
          },
          responses,
        },
      },
    },
    components: {
      schemas: {
        Search: {
          type: 'object',
          required: ['words'],
          properties: {
            words: { type: 'string' },
            size: { type: 'object', properties: { height: { type: 'number' } } },
          },
        },
      },
    },
  };
}

function toTemplate(): Json {
  return {
    version: '1.0',
    $schema:
      'https://developer.microsoft.com/json-schemas/teams/v1.28/MicrosoftTeams.ResponseRenderingTemplate.schema.json',
    jsonPath: 'plants',
    responseLayout: 'grid',
    responseCardTemplate: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ type: 'TextBlock', text: "${name} ${if(latin, latin, '')}" }],
    },
    previewCardTemplate: {
      title: '${name}',
      subtitle: "${if(latin, latin, '')}",
      image: { url: '${picture}', alt: 'A picture of ${name}', $when: '${picture != null}' },
    },
  };
}

/** A square PNG, `edge` pixels wide and transparent, unless a color is given as red, green, blue and alpha. */
export function aPng(edge: number, color: readonly [number, number, number, number] = [255, 255, 255, 0]): Uint8Array {
  const png = new PNG({ width: edge, height: edge });
  for (let at = 0; at < png.data.length; at += 4) {
    png.data.set(color, at);
  }
  return PNG.sync.write(png);
}
