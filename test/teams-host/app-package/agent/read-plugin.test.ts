import { expect } from 'chai';
import { type AgentOverrides, anAgent, anAgentPackage } from '../../../support/an-agent-package.ts';
import { itRefusesAgents } from '../refusals.ts';

const aPlugin = async (overrides: AgentOverrides) => {
  const [plugin] = (await anAgent(overrides)).plugins;
  if (plugin === undefined) {
    throw new Error('The agent has no plugin.');
  }
  return plugin;
};

const namesOf = async (overrides: AgentOverrides) => (await aPlugin(overrides)).functions.map(({ name }) => name);

describe('reading an API plugin', () => {
  for (const version of ['2.1', '2.2', '2.3', '2.4']) {
    it(`reads a plugin of version ${version}`, async () => {
      const plugin = await aPlugin({
        plugin: (document) => {
          document.schema_version = `v${version}`;
          delete document.$schema;
          for (const { capabilities } of version === '2.1' ? document.functions : []) {
            delete capabilities.security_info;
          }
          delete document.functions[0].capabilities.response_semantics.static_template;
        },
      });
      expect(plugin.version).to.equal(version);
      expect(plugin.functions.flatMap(({ faults, problems }) => [...faults, ...problems])).to.deep.equal([]);
    });
  }

  it('reads the operations of the API document if it lists no functions', async () => {
    const names = await namesOf({
      plugin: (plugin) => {
        delete plugin.functions;
        delete plugin.runtimes[0].run_for_functions;
      },
    });
    expect(names).to.deep.equal(['findPlants', 'addPlant', 'removePlant']);
  });

  it('reads runtimes that this host does not simulate, with a sentence at their functions', async () => {
    for (const [type, spec] of [
      ['RemoteMCPServer', { url: 'https://mcp.example.com', mcp_tool_description: { file: 'tools.json' } }],
      ['LocalPlugin', { local_endpoint: 'Microsoft.Office.Addin' }],
    ] as const) {
      const { functions, notSimulated } = await aPlugin({
        plugin: (plugin) => {
          plugin.runtimes[0].run_for_functions = ['findPlants', 'addPlant'];
          plugin.runtimes.push({ type, auth: { type: 'None' }, spec, run_for_functions: ['removePlant'] });
        },
      });
      expect(notSimulated).to.deep.equal([
        `Runtimes of type "${type}" are not simulated: their functions cannot be called.`,
      ]);
      expect(functions.map(({ operation }) => operation?.id)).to.deep.equal(['findPlants', 'addPlant', undefined]);
      expect(functions[2]?.faults).to.deep.equal([
        `This function runs in a runtime of type "${type}", which this host does not simulate.`,
      ]);
    }
  });

  it('advises on texts that Copilot may cut, on a missing one, and on too many functions', async () => {
    const { problems } = await anAgentPackage({
      plugin: (plugin) => {
        plugin.name_for_human = 'x'.repeat(21);
        plugin.description_for_human = 'x'.repeat(101);
        delete plugin.description_for_model;
        plugin.functions.push(...Array.from({ length: 8 }, (_, index) => ({ name: `more${index}` })));
      },
    });
    expect(problems).to.have.length(4);
    expect(problems[0]).to.match(/plants\.json, line 1.*\(name_for_human\): Copilot may ignore what exceeds 20/);
    expect(problems[1]).to.match(/\(description_for_human\): Copilot may ignore what exceeds 100/);
    expect(problems[2]).to.match(/\(description_for_model\): the model selects plugins by this text/);
    expect(problems[3]).to.match(/\(functions\): there are 11 functions/);
  });

  it('accepts texts of the greatest length', async () => {
    const { problems } = await anAgentPackage({
      plugin: (plugin) => {
        plugin.name_for_human = 'x'.repeat(20);
        plugin.description_for_human = 'x'.repeat(100);
        plugin.description_for_model = 'x'.repeat(2048);
      },
    });
    expect(problems).to.deep.equal([]);
  });

  it('passes on what the parser of Agents Toolkit would refuse', async () => {
    const { problems } = await anAgentPackage({
      api: (api) => {
        const security = [{ one: [], two: [] }];
        const responses = { 200: { description: 'Plants' } };
        api.paths['/others'] = { get: { operationId: 'findOthers', security, responses } };
        const bearer = { type: 'http', scheme: 'bearer' };
        api.components = { securitySchemes: { one: bearer, two: bearer } };
      },
    });
    expect(problems.join()).to.match(
      /api\/plants\.json: Copilot does not accept GET \/others \(multiple-auth-not-supported\)/,
    );
  });

  itRefusesAgents([
    [
      'a plugin whose file is missing',
      { files: { 'agent/plugins/plants.json': undefined } },
      /agent\/gardener\.json, line 1.*\(actions\[0\]\.file\): agent\/plugins\/plants\.json is not in the package/,
    ],
    [
      'a plugin outside of the package',
      {
        agent: (agent) => {
          agent.actions[0].file = '../../plants.json';
        },
      },
      /\(actions\[0\]\.file\): \.\.\/\.\.\/plants\.json is not in the package/,
    ],
    [
      'an API document that is missing',
      { files: { 'agent/plugins/api/plants.json': undefined } },
      /plants\.json, line 1.*\(runtimes\[0\]\.spec\.url\): agent\/plugins\/api\/plants\.json is not in the package/,
    ],
    [
      'a card whose file is missing',
      { files: { 'agent/plugins/cards/plant.json': undefined } },
      /\.static_template\.file\): agent\/plugins\/cards\/plant\.json is not in the package/,
    ],
    [
      'an unknown version',
      {
        plugin: (plugin) => {
          plugin.schema_version = 'v2';
        },
      },
      /\(schema_version\): "schema_version" is "v2"\. Write a published version/,
    ],
    [
      'an empty name',
      {
        plugin: (plugin) => {
          plugin.name_for_human = '';
        },
      },
      /\(name_for_human\): the text is empty/,
    ],
    [
      'a function that appears twice',
      {
        plugin: (plugin) => {
          plugin.functions.push({ name: 'addPlant' });
        },
      },
      /\(functions\[3\]\.name\): "addPlant" appears twice/,
    ],
    [
      'a credential without the id of its registration',
      { auth: { type: 'OAuthPluginVault' } },
      /\(runtimes\[0\]\.auth\.reference_id\): "OAuthPluginVault" needs the id of a registration/,
    ],
    [
      'an unknown kind of credential',
      { auth: { type: 'ServiceHttp' } },
      /\(runtimes\[0\]\.auth\.type\): the value must be equal to one of the allowed values: "None"/,
    ],
    [
      'a runtime without API document, in one sentence',
      {
        plugin: (plugin) => {
          plugin.runtimes[0].spec = {};
        },
      },
      /^[^\n]*\n- agent\/plugins\/plants\.json[^\n]*\(runtimes\[0\]\.spec\): the runtime names no API document[^\n]*$/,
    ],
    [
      'a namespace with other characters',
      {
        plugin: (plugin) => {
          plugin.namespace = 'my_plants';
        },
      },
      /\(namespace\): the value must be of letters, digits and "-" only/,
    ],
    [
      'a remote MCP server before version 2.4',
      {
        plugin: (plugin) => {
          plugin.schema_version = 'v2.3';
          delete plugin.functions[0].capabilities.response_semantics.static_template;
          plugin.runtimes[0].type = 'RemoteMCPServer';
        },
      },
      /\(runtimes\[0\]\.type\): the value must be/,
    ],
  ]);
});
