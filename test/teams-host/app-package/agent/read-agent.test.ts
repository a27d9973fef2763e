import { expect } from 'chai';
import { aCard, anAgent, anAgentPackage, oauthPlugin } from '../../../support/an-agent-package.ts';

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
});
