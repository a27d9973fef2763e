// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of card templates
/** Builds packages that consist of a declarative agent, in the manner of Agents Toolkit: it tends a garden. */
import type { Agent, PluginFunction } from '../../src/teams-host/app-package/agent/agent.ts';
import type { AppPackage } from '../../src/teams-host/app-package/app-package.ts';
import type { PackageFiles } from '../../src/teams-host/app-package/files/package-files.ts';
import { anAppPackage, type PackageOverrides, somePackageFiles } from './an-app-package.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests modify any part of these documents
type Json = any;

export interface AgentOverrides {
  /** Origin and base path of the API. */
  readonly server?: string;
  /** `auth` of the runtime, and the security scheme of the API; without credential by default. */
  readonly auth?: object;
  readonly securityScheme?: object;
  /** Change the documents in place. */
  readonly manifest?: (manifest: Json) => void;
  readonly agent?: (agent: Json) => void;
  readonly plugin?: (plugin: Json) => void;
  readonly api?: (document: Json) => void;
  /** Files to add or replace; `undefined` omits a file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | undefined>>;
}

export const oauthPlugin = {
  auth: { type: 'OAuthPluginVault', reference_id: 'garden' },
  securityScheme: {
    type: 'oauth2',
    flows: {
      authorizationCode: {
        authorizationUrl: 'https://login.example.com/authorize',
        tokenUrl: 'https://login.example.com/token',
        scopes: { garden: 'Tend the garden' },
      },
    },
  },
};

export const apiKeyPlugin = {
  auth: { type: 'ApiKeyPluginVault', reference_id: 'garden-key' },
  securityScheme: { type: 'http', scheme: 'bearer' },
};

/** Loads a package that is valid unless an override makes it invalid. */
export function anAgentPackage(overrides: AgentOverrides = {}): Promise<AppPackage> {
  return anAppPackage(toPackageOverrides(overrides));
}

export async function anAgent(overrides: AgentOverrides = {}): Promise<Agent> {
  const { agent } = await anAgentPackage(overrides);
  if (agent === undefined) {
    throw new Error('The package has no agent.');
  }
  return agent;
}

/** @param name of a function of the first plugin. */
export async function aFunction(name: string, overrides: AgentOverrides = {}): Promise<PluginFunction> {
  const agent = await anAgent(overrides);
  const found = agent.plugins[0]?.functions.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`The plugin has no function "${name}".`);
  }
  return found;
}

export function someAgentFiles(overrides: AgentOverrides = {}): PackageFiles {
  return somePackageFiles(toPackageOverrides(overrides));
}

export function toPackageOverrides(overrides: AgentOverrides): PackageOverrides {
  const agent = toAgent();
  const plugin = toPlugin(overrides.auth ?? { type: 'None' });
  const api = toApi(overrides.server ?? 'https://garden.example.com/v1', overrides.securityScheme);
  overrides.agent?.(agent);
  overrides.plugin?.(plugin);
  overrides.api?.(api);
  return {
    manifest(manifest) {
      manifest.validDomains = ['pictures.example.com'];
      manifest.copilotAgents = { declarativeAgents: [{ id: 'gardener', file: 'agent/gardener.json' }] };
      delete manifest.composeExtensions;
      overrides.manifest?.(manifest);
    },
    files: {
      'api/garden.json': undefined,
      'cards/plants.json': undefined,
      'agent/gardener.json': JSON.stringify(agent),
      'agent/plugins/plants.json': JSON.stringify(plugin),
      'agent/plugins/api/plants.json': JSON.stringify(api),
      'agent/plugins/cards/plant.json': JSON.stringify(aCard()),
      ...overrides.files,
    },
  };
}

function toAgent(): Json {
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/copilot/declarative-agent/v1.6/schema.json',
    version: 'v1.6',
    name: 'Gardener',
    description: 'Knows the plants of the garden.',
    instructions: 'Answer questions about plants.\nAsk before you plant anything.',
    conversation_starters: [{ title: 'In bloom', text: 'What is in bloom?' }, { text: 'Plant a rose' }],
    actions: [{ id: 'plants', file: 'plugins/plants.json' }],
  };
}

export function aCard(): Json {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: '${name}', wrap: true }] };
}

function toPlugin(auth: object): Json {
  const security = (...kinds: string[]) => ({ security_info: { data_handling: kinds } });
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/copilot/plugin/v2.4/schema.json',
    schema_version: 'v2.4',
    name_for_human: 'Plants',
    namespace: 'plants',
    description_for_human: 'Finds and adds plants.',
    description_for_model: 'Use it for everything about plants.',
    functions: [
      {
        name: 'findPlants',
        description: 'Finds plants by name.',
        capabilities: {
          ...security('GetPrivateData'),
          response_semantics: {
            data_path: '$.plants',
            properties: { title: '$.name', subtitle: '$.family', url: '$.url' },
            static_template: { file: 'cards/plant.json' },
          },
        },
      },
      {
        name: 'addPlant',
        capabilities: {
          ...security('ResourceStateUpdate'),
          confirmation: { type: 'AdaptiveCard', title: 'Add a plant', body: '**{{ function.parameters.name }}**' },
        },
      },
      { name: 'removePlant', description: 'Removes a plant.', capabilities: security('ResourceStateUpdate') },
    ],
    runtimes: [
      { type: 'OpenApi', auth, spec: { url: 'api/plants.json' }, run_for_functions: ['*Plant', 'findPlants'] },
    ],
  };
}

function toApi(server: string, securityScheme: object | undefined): Json {
  const content = { 'application/json': { schema: { type: 'object', properties: { plants: { type: 'array' } } } } };
  const responses = { 200: { description: 'Plants', content } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const query = (name: string, schema: object) => ({ name, in: 'query', schema });
  const plant = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', description: 'Name of the plant.' },
      height: { type: 'number' },
      colors: { type: 'array', items: { type: 'string', enum: ['red', 'white'] } },
    },
  };
  return {
    openapi: '3.0.3',
    info: { title: 'Plants', version: '1' },
    servers: [{ url: server }],
    ...(securityScheme === undefined
      ? {}
      : { security: [{ gardener: [] }], components: { securitySchemes: { gardener: securityScheme } } }),
    paths: {
      '/plants': {
        get: {
          operationId: 'findPlants',
          parameters: [query('name', { type: 'string' }), query('limit', { type: 'integer', default: 10 })],
          responses,
        },
        post: {
          operationId: 'addPlant',
          summary: 'Adds a plant.',
          requestBody: { required: true, content: { 'application/json': { schema: plant } } },
          responses: { 201: { description: 'Added', content } },
        },
      },
      '/plants/{id}': {
        delete: {
          operationId: 'removePlant',
          'x-openai-isConsequential': true,
          parameters: [id],
          responses: { 204: { description: 'Removed' } },
        },
      },
    },
  };
}
