import { expect } from 'chai';
import { agentHostFixture, type Call } from './agent-host-fixture.ts';

const find: Call = { functionName: 'findPlants' };
const add: Call = { functionName: 'addPlant', arguments: { name: 'Rose' } };

describe('bad arguments of a function', () => {
  const { open, post, connect, sent } = agentHostFixture('for all tests');

  describe('arguments of the wrong type, unknown function', () => {
    before(async () => {
      await open();
      await connect();
    });
    afterEach(() => expect(sent()).to.deep.equal([]));

    for (const [what, given] of Object.entries({
      'a text for a number': { ...add, arguments: { name: 'Rose', height: 'tall' } },
      'a number for a text': { ...add, arguments: { name: 7 } },
      'a text for a list': { ...add, arguments: { name: 'Rose', colors: 'red' } },
      'a list with an item of another type': { ...add, arguments: { name: 'Rose', colors: [1] } },
      'a value that is not among the choices': { ...add, arguments: { name: 'Rose', colors: ['blue'] } },
      'a fraction for a whole number': { ...find, arguments: { limit: 1.5 } },
      'an object': { ...find, arguments: { name: { first: 'Fern' } } },
      null: { ...find, arguments: { name: null } },
      'an unknown argument': { ...find, arguments: { color: 'red' } },
      'an inherited name': { ...find, arguments: { toString: 'x' } },
      'an argument that is too large': { ...add, arguments: { name: 'x'.repeat(200_000) } },
      'a required argument that is missing': { ...add, arguments: {} },
      'a path that leads elsewhere': { functionName: 'removePlant', arguments: { id: '..' } },
    })) {
      it(`refuses ${what}, and explains it`, async () => {
        const response = await post(given);
        const text = await response.text();
        expect(response.status).to.be.oneOf([200, 400]);
        const answer = JSON.parse(text);
        expect(response.status === 200 ? answer.type : 'message').to.equal('message');
        expect(answer.text ?? answer.detail)
          .to.be.a('string')
          .and.not.equal('');
        expect(text.length).to.be.lessThan(2000);
      });
    }

    for (const [what, given] of Object.entries({
      'a function that the plugin does not have': { ...find, functionName: 'burnPlants' },
      'an inherited function': { ...find, functionName: 'constructor' },
      'a plugin that the agent does not have': { ...find, pluginId: 'other' },
      'no function': { arguments: {} } as unknown as Call,
      'arguments that are a list': { ...find, arguments: ['Fern'] },
    })) {
      it(`refuses ${what}`, async () => {
        const response = await post(given);
        const text = await response.text();
        expect(response.status === 200 ? JSON.parse(text).type : response.status).to.be.oneOf(['message', 400, 404]);
      });
    }
  });
});
