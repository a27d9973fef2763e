import { expect } from 'chai';
import { aCard, anAgent, anAgentPackage, oauthPlugin, someAgentFiles } from '../../../support/an-agent-package.ts';
import { anAppPackage } from '../../../support/an-app-package.ts';
import { itRefusesAgents } from '../refusals.ts';

describe('reading a declarative agent', () => {
  it('reads a package that has nothing but an agent', async () => {
    const { agent, commands, bot, problems } = await anAgentPackage();
    expect({ commands, bot, problems }).to.deep.equal({ commands: [], bot: undefined, problems: [] });
    expect(agent).to.deep.include({
      id: 'gardener',
      version: 'v1.6',
      name: 'Gardener',
      description: 'Knows the plants of the garden.',
      instructions: 'Answer questions about plants.\nAsk before you plant anything.',
      conversationStarters: [
        { title: 'In bloom', text: 'What is in bloom?' },
        { title: undefined, text: 'Plant a rose' },
      ],
      notSimulated: [],
    });
  });

  it('reads its plugins with their functions', async () => {
    const agent = await anAgent(oauthPlugin);
    const [plugin] = agent.plugins;
    expect(plugin).to.deep.include({
      id: 'plants',
      path: 'agent/plugins/plants.json',
      version: '2.4',
      name: 'Plants',
      descriptionForModel: 'Use it for everything about plants.',
    });
    expect(plugin?.functions.flatMap(({ faults, problems }) => [...faults, ...problems])).to.deep.equal([]);
    const functions = plugin?.functions.map(({ name, description, operation, authorization, isConsequential }) => [
      name,
      description,
      `${operation?.method} ${operation?.path}`,
      authorization,
      isConsequential,
    ]);
    const authorization = { kind: 'oauth', registrationId: 'garden' };
    expect(functions).to.deep.equal([
      ['findPlants', 'Finds plants by name.', 'GET /plants', authorization, undefined],
      ['addPlant', 'Adds a plant.', 'POST /plants', authorization, undefined],
      ['removePlant', 'Removes a plant.', 'DELETE /plants/{id}', authorization, true],
    ]);
    expect(plugin?.functions[0]?.responseSemantics?.staticTemplate).to.equal(JSON.stringify(aCard()));
  });

  it('reads an agent beside a message extension', async () => {
    const files = Object.fromEntries([...someAgentFiles()].filter(([path]) => path.startsWith('agent/')));
    const { agent, commands } = await anAppPackage({
      manifest: (manifest) => {
        manifest.copilotAgents = { declarativeAgents: [{ id: 'gardener', file: 'agent/gardener.json' }] };
      },
      files,
    });
    expect(agent?.name).to.equal('Gardener');
    expect(commands).to.have.length(3);
  });

  for (const version of ['v1.0', 'v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6', 'v1.7', 'v1.8']) {
    it(`reads an agent of version ${version}`, async () => {
      const agent = await anAgent({
        agent: (document) => {
          document.version = version;
          delete document.$schema;
        },
      });
      expect(agent.version).to.equal(version);
    });
  }

  it('says what is not simulated', async () => {
    const { capabilities, disclaimer, notSimulated } = await anAgent({
      agent: (agent) => {
        agent.version = 'v1.8';
        agent.name = '[[agent_name]]';
        agent.disclaimer = { text: 'Plants may be poisonous.' };
        agent.capabilities = [{ name: 'WebSearch' }, { name: 'People' }];
        agent.conversation_starters[0].depends_on = [{ id: 'plants', name: 'action' }];
        agent.behavior_overrides = { suggestions: { disabled: true } };
        agent.worker_agents = [{ id: 'another' }];
        agent.user_overrides = [{ path: '$.capabilities', allowed_actions: ['remove'] }];
        agent.editorial_answers = { url: 'https://garden.example.com/answers' };
        agent.sensitivity_label = { id: 'label' };
      },
    });
    expect(capabilities).to.deep.equal(['WebSearch', 'People']);
    expect(disclaimer).to.equal('Plants may be poisonous.');
    const expected = [
      /WebSearch and People/,
      /"worker_agents"/,
      /"behavior_overrides"/,
      /"user_overrides"/,
      /"editorial_answers"/,
      /"sensitivity_label"/,
      /"depends_on"/,
      /"\[\[key\]\]"/,
    ];
    expect(notSimulated).to.have.length(expected.length);
    for (const [index, pattern] of expected.entries()) {
      expect(notSimulated[index]).to.match(pattern);
    }
  });

  it('advises against more than five plugins', async () => {
    const actions = (length: number) => (agent: { actions: object[] }) => {
      agent.actions = Array.from({ length }, (_, index) => ({ id: `plants${index}`, file: 'plugins/plants.json' }));
    };
    expect((await anAgentPackage({ agent: actions(5) })).problems).to.deep.equal([]);
    const { problems } = await anAgentPackage({ agent: actions(6) });
    expect(problems.join()).to.match(/gardener\.json, line 1.*\(actions\): the agent has 6 plugins/);
  });

  itRefusesAgents([
    [
      'an agent whose file is missing',
      { files: { 'agent/gardener.json': undefined } },
      /manifest\.json, line 1.*declarativeAgents\[0\]\.file\): "agent\/gardener\.json" is not in the package/,
    ],
    [
      'instructions that Agents Toolkit has not filled in',
      {
        agent: (agent) => {
          agent.instructions = "$[file('instructions.txt')]";
        },
      },
      /\(instructions\): \$\[file\('instructions\.txt'\)\] is a function of Agents Toolkit/,
    ],
    [
      'an unknown version',
      {
        agent: (agent) => {
          agent.version = 'v1.1';
        },
      },
      /\(version\): "version" is "v1\.1"\. Write a published version/,
    ],
    [
      'a missing version',
      {
        agent: (agent) => {
          delete agent.version;
        },
      },
      /"version" is missing\. Write/,
    ],
    [
      'an empty name',
      {
        agent: (agent) => {
          agent.name = ' ';
        },
      },
      /\(name\): the text is empty/,
    ],
    [
      'a name of more than 100 characters',
      {
        agent: (agent) => {
          agent.name = 'x'.repeat(101);
        },
      },
      /\(name\): the value must NOT have more than 100 characters/,
    ],
    [
      'instructions of more than 8,000 characters',
      {
        agent: (agent) => {
          agent.instructions = 'x'.repeat(8001);
        },
      },
      /\(instructions\): the value must NOT have more than 8000 characters/,
    ],
    [
      'more than ten actions',
      {
        agent: (agent) => {
          agent.actions = Array.from({ length: 11 }, (_, id) => ({ id: String(id), file: 'plugins/plants.json' }));
        },
      },
      /\(actions\): the value must NOT have more than 10 items/,
    ],
    [
      'two actions with one id',
      {
        agent: (agent) => {
          agent.actions.push({ ...agent.actions[0] });
        },
      },
      /\(actions\[1\]\.id\): "plants" appears twice/,
    ],
    [
      'an unknown property',
      {
        agent: (agent) => {
          agent.starters = [];
        },
      },
      /\(starters\): the schema has no such property here/,
    ],
    [
      'an unknown capability, in one sentence',
      {
        agent: (agent) => {
          agent.capabilities = [{ name: 'WebSearch' }, { name: 'Gardening' }];
        },
      },
      /^[^\n]*\n- agent\/gardener\.json[^\n]*\(capabilities\[1\]\): the schema of this version has no such capability[^\n]*$/,
    ],
    [
      'an agent that is not an object',
      { files: { 'agent/gardener.json': '[]' } },
      /gardener\.json is not a JSON object/,
    ],
    [
      'an agent that is nested too deeply',
      { files: { 'agent/gardener.json': `{"x":${'['.repeat(300)}${']'.repeat(300)}}` } },
      /gardener\.json is nested more than 200 levels deep/,
    ],
  ]);
});
