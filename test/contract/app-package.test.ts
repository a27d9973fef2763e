// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template expressions and placeholders are part of the contract
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Expression } from 'adaptive-expressions';
import templating from 'adaptivecards-templating';
import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { sampleRepairs } from '../../src/dev/sample-data/sample-data.ts';
import { repairStatuses } from '../../src/repairs/repair.ts';
import { createAnswerVerifier } from '../support/api-contract.ts';
import { expandAsTeams } from '../support/expand-as-teams.ts';
import { decodePng } from './decode-png.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface Manifest {
  readonly manifestVersion: string;
  readonly icons: { readonly color: string; readonly outline: string };
  readonly composeExtensions: readonly {
    readonly apiSpecificationFile: string;
    readonly commands: readonly {
      readonly id: string;
      readonly title: string;
      readonly description: string;
      readonly context: readonly string[];
      readonly apiResponseRenderingTemplateFile: string;
      readonly parameters: readonly {
        readonly name: string;
        readonly title: string;
        readonly description: string;
        readonly choices?: readonly { readonly title: string; readonly value: string }[];
      }[];
    }[];
  }[];
}

const manifestText = read('appPackage/manifest.json');
const botManifestText = read('appPackage/manifest.bot.json');
const agentText = read('appPackage/declarative-agent.json') + read('appPackage/repairs-plugin.json');
const manifest = JSON.parse(manifestText) as Manifest;
const extensions = manifest.composeExtensions;
const commands = extensions.flatMap((extension) => extension.commands);
const apiText = read('apiSpecFiles/repairs-openapi.json');
const api = JSON.parse(apiText) as OpenAPIV3.Document;
const operations = Object.values(api.paths).flatMap((item) =>
  Object.values(item as Record<string, OpenAPIV3.OperationObject>).filter((operation) => operation?.operationId),
);
const operationOf = (id: string): OpenAPIV3.OperationObject | undefined =>
  operations.find(({ operationId }) => operationId === id);
const environments = readdirSync(new URL('env/', root))
  .filter((name) => !name.endsWith('.user'))
  .map((name) => ({ name, values: parseEnv(read(`env/${name}`)) }));
const placeholders = new Set(
  [...`${manifestText}${botManifestText}${apiText}${agentText}`.matchAll(/\$\{\{(\w+)\}\}/g)].map(
    ([, name = '']) => name,
  ),
);

describe('the app package', () => {
  it('differs from the package of the bot-based extension only in id, name, description, extension and agent', () => {
    const shared = (text: string): object => {
      const { id, name, description, composeExtensions, copilotAgents, ...rest } = JSON.parse(text);
      const [{ apiResponseRenderingTemplateFile, ...query }] = composeExtensions[0].commands;
      return { ...rest, query };
    };
    expect(shared(botManifestText)).to.deep.equal(shared(manifestText));
  });

  it('references existing files', () => {
    const paths = [
      ...Object.values(manifest.icons).map((icon) => `appPackage/${icon}`),
      ...extensions.map(({ apiSpecificationFile }) => apiSpecificationFile),
      ...commands.map(({ apiResponseRenderingTemplateFile }) => apiResponseRenderingTemplateFile),
    ];
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).to.deep.equal([]);
  });

  it('declares the listRepairs command with its established texts and parameters', () => {
    const [command] = commands;
    expect(extensions[0]?.apiSpecificationFile).to.equal('apiSpecFiles/repairs-openapi.json');
    expect(command).to.deep.include({
      id: 'listRepairs',
      title: 'List all repairs',
      description: 'Returns a list of repairs with their details and images',
      context: ['compose', 'commandBox'],
      apiResponseRenderingTemplateFile: 'adaptiveCards/repairs.json',
    });
    expect(command?.parameters[0]).to.deep.include({
      name: 'assignedTo',
      title: 'Assigned To',
      description: "Filter repairs by who they're assigned to",
    });
    expect(command?.parameters.map(({ name }) => name)).to.deep.equal(['assignedTo', 'status', 'text']);
  });

  for (const { id, parameters, title } of commands) {
    describe(`command ${id}`, () => {
      it('is an API operation with the same title', () => {
        expect(operationOf(id)?.summary).to.equal(title);
      });

      for (const { name, description, choices } of parameters) {
        it(`has the same description and choices for ${name} as the API`, () => {
          const described = (operationOf(id)?.parameters ?? []) as OpenAPIV3.ParameterObject[];
          const parameter = described.find((candidate) => candidate.name === name);
          expect(parameter).to.include({ in: 'query', description });
          expect(choices?.map(({ value }) => value)).to.deep.equal(at(parameter, 'schema', 'enum'));
        });
      }
    });
  }

  it('offers every status, labeled as on the card', () => {
    const choices =
      commands.flatMap(({ parameters }) => parameters).find(({ name }) => name === 'status')?.choices ?? [];
    expect(choices.map(({ value }) => value)).to.deep.equal(repairStatuses);
    const { previewCardTemplate } = JSON.parse(read('adaptiveCards/repairs.json')) as { previewCardTemplate: object };
    const preview = expandAsTeams(previewCardTemplate);
    for (const { title, value } of choices) {
      expect(preview({ status: value })).to.include({ text: title });
    }
  });

  it('has a white outline icon on a transparent background, and an opaque color icon', () => {
    const outline = decodePng(readFileSync(new URL(`appPackage/${manifest.icons.outline}`, root)));
    const pixels = Array.from({ length: 32 * 32 }, (_, index) => outline.pixels?.subarray(index * 4, index * 4 + 4));
    const inked = pixels.filter((pixel) => (pixel?.[3] ?? 0) > 0);
    expect(inked.length).to.be.within(50, 700);
    expect(inked.filter((pixel) => [0, 1, 2].some((channel) => (pixel?.[channel] ?? 0) < 250))).to.deep.equal([]);
    const color = decodePng(readFileSync(new URL(`appPackage/${manifest.icons.color}`, root)));
    // RGB without an alpha channel.
    expect(color).to.deep.equal({ width: 192, height: 192, colorType: 2, pixels: undefined });
  });
});

describe('rendering templates', () => {
  const page = resolve(at(operationOf('listRepairs'), 'responses', '200', 'content', 'application/json', 'schema'));
  const repair = resolve(at(page, 'properties', 'results', 'items'));

  for (const path of new Set(commands.map((command) => command.apiResponseRenderingTemplateFile))) {
    const template = JSON.parse(read(path)) as { $schema: string; jsonPath: string };

    it(`${path} uses the schema of the manifest version`, () => {
      expect(template.$schema).to.include(`/v${manifest.manifestVersion}/`);
    });

    it(`${path} reads the results from a property of the API response`, () => {
      expect(at(page, 'properties')).to.have.property(template.jsonPath);
    });

    it(`${path} shows exactly the user-visible fields of a repair`, () => {
      const fields = fieldsIn(template);
      expect(Object.keys(at(repair, 'properties') ?? {})).to.include.members([...fields]);
      expect([...fields]).to.have.members(['title', 'description', 'assignedTo', 'date', 'image', 'status']);
    });

    it(`${path} has sample data that is a valid API response`, () => {
      const body = JSON.parse(read(path.replace('.json', '.data.json'))) as unknown;
      const headers = new Headers({ 'Content-Type': 'application/json' });
      createAnswerVerifier()('GET', '/api/repairs', { status: 200, headers, body });
    });

    it(`${path} contains no placeholders, because it is packaged unchanged`, () => {
      expect(read(path)).not.to.include('${{');
    });
  }
});

/** Returns the object at a path of property names in a JSON value. */
function at(value: unknown, ...names: readonly string[]): object | undefined {
  const found = names.reduce((node, name) => (node as Record<string, unknown> | undefined)?.[name], value);
  return typeof found === 'object' && found !== null ? found : undefined;
}

/** Resolves the `$ref` of a schema, if it has one. */
function resolve(schema: object | undefined): object | undefined {
  const name = String((schema as { $ref?: string } | undefined)?.$ref ?? '')
    .split('/')
    .pop();
  return name === undefined || name === '' ? schema : at(api, 'components', 'schemas', name);
}

/** Returns the names of the fields that the expressions in a template reference. */
function fieldsIn(node: unknown): ReadonlySet<string> {
  if (typeof node === 'string') {
    const expression = templating.Template.parseInterpolatedString(node) as Expression | string;
    return new Set(typeof expression === 'string' ? [] : expression.references());
  }
  const inner = typeof node === 'object' && node !== null ? Object.values(node) : [];
  return new Set(inner.flatMap((child) => [...fieldsIn(child)]));
}

describe('environments', () => {
  it('include the local world and a development environment', () => {
    expect(environments.map(({ name }) => name)).to.include.members(['.env.local-world', '.env.dev']);
  });

  for (const { name, values } of environments) {
    it(`${name} defines every placeholder and no other variables`, () => {
      expect(Object.keys(values)).to.have.members([...placeholders]);
    });

    it(`${name} contains no secrets`, () => {
      expect(Object.keys(values).filter((key) => /SECRET|PASSWORD|TOKEN$|API_KEY/.test(key))).to.deep.equal([]);
    });
  }

  it('have a value for every variable in .env.local-world', () => {
    const local = environments.find(({ name }) => name === '.env.local-world')?.values ?? {};
    expect(Object.keys(local).filter((key) => local[key] === '')).to.deep.equal([]);
  });

  it('leave installation-specific variables empty in .env.dev', () => {
    const dev = environments.find(({ name }) => name === '.env.dev')?.values ?? {};
    expect(Object.keys(dev).filter((key) => dev[key] === '')).to.have.members([
      'TEAMS_APP_ID',
      'BOT_EXTENSION_APP_ID',
      'BOT_APP_ID',
      'OPENAPI_SERVER_URL',
      'OPENAPI_SERVER_DOMAIN',
      'OAUTH_CONFIGURATION_ID',
      'AGENT_OAUTH_CONFIGURATION_ID',
      'OAUTH_AUTHORIZATION_URL',
      'OAUTH_TOKEN_URL',
      'OAUTH_REFRESH_URL',
      'OAUTH_AUTHORIZATION_DOMAIN',
      'REPAIRS_READ_SCOPE',
      'REPAIRS_WRITE_SCOPE',
    ]);
  });
});

describe('pictures', () => {
  const folder = new URL('src/web/pictures/', root);
  const names = readdirSync(folder);

  it('exist for every sample repair', () => {
    const used = [...sampleRepairs.values()].flat().flatMap(({ image }) => (image === undefined ? [] : [image]));
    expect(used).not.to.deep.equal([]);
    expect(names).to.include.members([...new Set(used)].map((image) => image.replace('/pictures/', '')));
  });

  for (const name of names) {
    it(`${name} is a small PNG of 640 × 360`, () => {
      const file = readFileSync(new URL(name, folder));
      expect(decodePng(file)).to.include({ width: 640, height: 360 });
      expect(file.length).to.be.below(30_000);
    });
  }
});
