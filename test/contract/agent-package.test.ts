import { AppManifestUtils } from '@microsoft/app-manifest';
import { ProjectType, SpecParser } from '@microsoft/m365-spec-parser';
import { expect } from 'chai';
import type { OpenAPIV3 } from 'openapi-types';
import { countTokens } from '../../src/api/excerpts/count-tokens.ts';
import { readOpenApiDocument } from '../../src/api/openapi-document.ts';
import { toRepresentation } from '../../src/api/to-representation.ts';
import { buildAppPackage } from '../../src/dev/package-check/build-app-package.ts';
import { readEnv } from '../../src/dev/package-check/read-env.ts';
import { aRepair } from '../support/a-repair.ts';
import { expandAsTeams } from '../support/expand-as-teams.ts';

const root = new URL('../../', import.meta.url);
const publicUrl = 'https://repairs.example.com';

interface Plugin {
  readonly name_for_human: string;
  readonly description_for_human: string;
  readonly description_for_model: string;
  readonly functions: readonly {
    readonly name: string;
    readonly description: string;
    readonly capabilities: {
      readonly response_semantics?: { readonly static_template: object };
      readonly confirmation?: { readonly body: string };
    };
  }[];
  readonly runtimes: readonly {
    readonly auth: { readonly type: string; readonly reference_id: string };
    readonly spec: { readonly url: string };
    readonly run_for_functions: readonly string[];
  }[];
}

interface Agent {
  readonly name: string;
  readonly description: string;
  readonly instructions: string;
  readonly conversation_starters: readonly { readonly title: string; readonly text: string }[];
  readonly actions: readonly { readonly file: string }[];
}

const operationsOf = (document: OpenAPIV3.Document) =>
  Object.values(document.paths).flatMap((item) =>
    Object.entries(item ?? {}).map(
      ([method, operation]) => [method, operation as OpenAPIV3.OperationObject & Record<string, unknown>] as const,
    ),
  );
const idsOf = (document: OpenAPIV3.Document) => operationsOf(document).map(([, { operationId }]) => operationId);

describe('the agent in the app package', () => {
  let files: ReadonlyMap<string, Uint8Array>;
  let env: Record<string, string>;
  let agent: Agent;
  let plugin: Plugin;
  let api: OpenAPIV3.Document;
  const read = (path: string) => JSON.parse(Buffer.from(files.get(path) ?? []).toString());

  before(async () => {
    env = { ...(await readEnv(root, 'local-world')), OPENAPI_SERVER_URL: publicUrl };
    files = await buildAppPackage({ root, env });
    agent = read(read('manifest.json').copilotAgents.declarativeAgents[0].file);
    plugin = read(agent.actions[0]?.file ?? '');
    api = read(plugin.runtimes[0]?.spec.url ?? '');
  });

  it('conforms to the official schemas, agent and plugin', async () => {
    for (const [kind, version, document] of [
      ['declarative-agent', 'v1.8', agent],
      ['plugin', 'v2.4', plugin],
    ] as const) {
      const $schema = `https://developer.microsoft.com/json-schemas/copilot/${kind}/${version}/schema.json`;
      expect(document).to.include({ $schema });
      const schema = await AppManifestUtils.fetchSchema($schema);
      // The parameter is typed as a valid manifest, although the call is what validates it.
      expect(await AppManifestUtils.validateAgainstSchema(document as never, schema), kind).to.deep.equal([]);
      const broken = await AppManifestUtils.validateAgainstSchema(
        { ...document, $schema, name: 1, functions: 1 } as never,
        schema,
      );
      expect(broken, 'the schema is applied').not.to.deep.equal([]);
    }
  });

  it('has an API document of which the parser for Copilot accepts every operation', async () => {
    const parser = new SpecParser(structuredClone(api) as never, {
      projectType: ProjectType.Copilot,
      allowMethods: ['get', 'post', 'put', 'patch', 'delete'],
      allowMissingId: false,
      allowMultipleParameters: true,
      allowOauth2: true,
    });
    const { errors, warnings } = await parser.validate();
    expect({ errors, warnings }).to.deep.equal({ errors: [], warnings: [] });
    const { APIs: found } = await parser.list();
    expect(found.map(({ operationId, isValid }) => [operationId, isValid])).to.have.deep.members(
      plugin.functions.map(({ name }) => [name, true]),
    );
  });

  it('has a function for each operation of the contract but the list of the message extension', () => {
    const names = plugin.functions.map(({ name }) => name);
    expect(names).to.have.members(idsOf(readOpenApiDocument()).filter((id) => id !== 'listRepairs'));
    expect(names).to.have.members(idsOf(api));
    expect(plugin.runtimes.map(({ run_for_functions }) => run_for_functions)).to.deep.equal([names]);
    expect(idsOf(read('apiSpecFiles/repairs-openapi.json'))).to.deep.equal(['listRepairs']);
  });

  it('keeps to the limits of texts', () => {
    expect(agent.name.length).to.be.within(1, 100);
    expect(agent.description.length).to.be.within(1, 1000);
    expect(agent.instructions.length).to.be.within(1000, 8000);
    expect(agent.conversation_starters.length).to.be.within(1, 12);
    expect(new Set(agent.conversation_starters.map(({ title }) => title)).size).to.equal(
      agent.conversation_starters.length,
    );
    expect(plugin.name_for_human.length).to.be.within(1, 20);
    expect(plugin.description_for_human.length).to.be.within(1, 100);
    expect(plugin.description_for_model.length).to.be.within(1, 2048);
  });

  it('tells a model when to use each function, and when not', () => {
    for (const { name, description } of plugin.functions) {
      expect(description, name)
        .to.match(/\bUse it\b/)
        .and.match(/\bDo not use it\b/);
    }
  });

  it('has instructions and descriptions that name only functions that exist', () => {
    const named = `${agent.instructions} ${plugin.functions.map(({ description }) => description).join(' ')}`;
    const names = new Set(named.match(/\b[a-z]+Repairs?\b/g));
    expect(names.size).to.be.at.least(4);
    expect(plugin.functions.map(({ name }) => name)).to.include.members([...names]);
  });

  it('signs in with its own registration', () => {
    expect(plugin.runtimes[0]?.auth).to.deep.equal({
      type: 'OAuthPluginVault',
      reference_id: env.AGENT_OAUTH_CONFIGURATION_ID,
    });
    expect(env.AGENT_OAUTH_CONFIGURATION_ID).not.to.equal(env.OAUTH_CONFIGURATION_ID);
  });

  it('has one security scheme for each operation, and forces the confirmation of every write', () => {
    for (const [method, operation] of operationsOf(api)) {
      expect(operation.security, operation.operationId).to.have.lengthOf(1);
      expect(operation['x-openai-isConsequential'], operation.operationId).to.equal(
        method === 'get' ? undefined : true,
      );
    }
  });

  it('requires the version of every change, because a model sees no ETag', () => {
    const find = (id: string) => operationsOf(api).find(([, { operationId }]) => operationId === id)?.[1];
    expect(JSON.stringify(find('updateRepair')?.requestBody)).to.include('"required":["version"]');
    const parameters = (find('deleteRepair')?.parameters ?? []) as OpenAPIV3.ParameterObject[];
    expect(parameters.find(({ name }) => name === 'version')).to.include({ required: true });
  });

  it('sends and receives flat values: no headers, nested objects or alternatives', () => {
    const text = JSON.stringify(api);
    expect(text).not.to.match(/"(oneOf|anyOf|allOf)"/);
    for (const [, { parameters = [], requestBody }] of operationsOf(api)) {
      expect(parameters.filter((parameter) => 'in' in parameter && parameter.in === 'header')).to.deep.equal([]);
      expect(JSON.stringify(requestBody ?? {}).split('"type":"object"').length).to.be.at.most(2);
    }
    for (const [name, schema] of Object.entries(api.components?.schemas ?? {}) as [string, OpenAPIV3.SchemaObject][]) {
      const inner = JSON.stringify(Object.values(schema.properties ?? {}));
      expect(inner, name).not.to.include('"type":"object"');
    }
  });

  it('receives a whole repair within the limit of 4,096 tokens, in Latin and in Chinese', async () => {
    for (const text of ['Drain the old engine oil, replace the filter. ', '更换机油和机油滤清器，并检查刹车片。']) {
      const description = text.repeat(200).slice(0, 2000);
      const repair = toRepresentation(aRepair({ description }), publicUrl);
      expect(await countTokens(JSON.stringify(repair)), text).to.be.within(400, 4096);
    }
  });

  describe('cards', () => {
    const cardOf = (name: string): object =>
      plugin.functions.find((each) => each.name === name)?.capabilities.response_semantics?.static_template ?? {};
    const repair = toRepresentation(aRepair(), publicUrl);

    it('are bare Adaptive Cards in one column without unsupported actions', () => {
      for (const name of ['findRepairs', 'getRepair', 'createRepair', 'updateRepair']) {
        expect(cardOf(name), name).to.include({ type: 'AdaptiveCard' });
        expect(JSON.stringify(cardOf(name)), name).not.to.match(
          /"type":"(ColumnSet|Table|ImageSet|Action\.OpenUrl|Action\.ToggleVisibility)"|selectAction/,
        );
      }
    });

    it("show the app's own picture, and no picture from elsewhere", () => {
      const expand = expandAsTeams(cardOf('getRepair'));
      const urlsOf = (image: string | undefined) =>
        [...JSON.stringify(expand({ ...repair, image })).matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url);
      expect(urlsOf(repair.image)).to.deep.equal([repair.image]);
      for (const image of [
        undefined,
        'https://elsewhere.example.com/pictures/a.png',
        `${publicUrl}.elsewhere.example.com/pictures/a.png`,
        'https://elsewhere.example.com/?https://repairs.example.com/pictures/a.png',
      ]) {
        expect(urlsOf(image), image).to.deep.equal([]);
      }
    });

    it('say so if there is nothing to show', () => {
      expect(JSON.stringify(expandAsTeams(cardOf('findRepairs'))({}))).to.include('No repairs were found.');
      expect(JSON.stringify(expandAsTeams(cardOf('findRepairs'))(repair))).not.to.include('No repairs were found.');
    });
  });
});
